namespace Lamella.Cli.Arguments;

/// <summary>How a place on an axis is given.</summary>
internal enum AxisPositionKind
{
    /// <summary>World coordinate, in the axis's unit: <c>z=10</c>.</summary>
    World = 0,

    /// <summary>Slider position, which for an image is the index of the plane: <c>z=#10</c>.</summary>
    Index = 1,

    /// <summary>Share of the way from the first to the last plane: <c>z=50%</c>.</summary>
    Percent = 2,
}
