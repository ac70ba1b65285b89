using System.Collections.Immutable;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>
/// Everything that slicing one surface layer needs. Immutable; made by <see cref="SurfaceSlicing.MakeSliceRequest"/> and
/// answered by <see cref="SurfaceSlicing.Slice"/>.
/// </summary>
public sealed record SurfaceSliceRequest
{
    /// <summary>The mesh.</summary>
    public required SurfaceLayerData Data { get; init; }

    /// <summary>Where the layer is sliced.</summary>
    public required SliceInput Input { get; init; }

    /// <summary>What is inside, on the vertices' axes.</summary>
    public required Slab Slab { get; init; }

    /// <summary>
    /// First of the values that are shown; null where the point lies beyond them, or where an extra axis is displayed, so
    /// that the slice is empty (SLICING U2).
    /// </summary>
    public required int? FirstValue { get; init; }

    /// <summary>What could not be honoured.</summary>
    public required ImmutableArray<SliceWarning> Warnings { get; init; }
}
