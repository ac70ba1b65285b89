namespace Lamella.Contracts.Layers;

/// <summary>The kinds of shapes, by napari's names.</summary>
[GenerateSerializer]
public enum ShapeType : byte
{
    /// <summary>Four corners in order around it.</summary>
    Rectangle = 0,

    /// <summary>The four corners of the rectangle around it, in order.</summary>
    Ellipse = 1,

    /// <summary>Three corners or more, closed.</summary>
    Polygon = 2,

    /// <summary>Two points or more, open.</summary>
    Path = 3,

    /// <summary>Two ends.</summary>
    Line = 4,
}
