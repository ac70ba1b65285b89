using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>
/// Everything that slicing one vectors layer needs. Immutable; made by <see cref="VectorsSlicing.MakeSliceRequest"/> and
/// answered by <see cref="VectorsSlicing.Slice"/>.
/// </summary>
public sealed record VectorsSliceRequest
{
    /// <summary>The vectors.</summary>
    public required VectorsLayerData Data { get; init; }

    /// <summary>Where the layer is sliced.</summary>
    public required SliceInput Input { get; init; }

    /// <summary>What is inside.</summary>
    public required Slab Slab { get; init; }

    /// <summary>Which vectors of a thick slice are shown, and how opaque.</summary>
    public required VectorsProjectionMode ProjectionMode { get; init; }

    /// <summary>Whether vectors that reach into the slab are shown too; false where the layer has no more than two axes.</summary>
    public required bool OutOfSliceDisplay { get; init; }

    /// <summary>Factor on all directions.</summary>
    public required double Length { get; init; }
}
