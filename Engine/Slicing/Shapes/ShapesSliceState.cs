using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>What a shapes layer is set to, as far as slicing asks. Margins mean nothing to shapes (SLICING H1).</summary>
public sealed record ShapesSliceState
{
    /// <summary>Data to world coordinates; of the data's rank.</summary>
    public required AffineTransform DataToWorld { get; init; }
}
