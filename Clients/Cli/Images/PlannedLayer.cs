using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;

namespace Lamella.Cli.Images;

/// <summary>A layer that is going to be opened.</summary>
/// <param name="Spec">How it is shown.</param>
/// <param name="Percentiles">The percentages of its slice's values at the ends of its contrast; null where the spec has the limits.</param>
internal sealed record PlannedLayer(LayerSpec Spec, ContrastLimits? Percentiles = null)
{
    /// <summary>The spec with the limits that the percentages make of a slice.</summary>
    /// <param name="response">The slice's header.</param>
    /// <param name="elements">Its elements.</param>
    public LayerSpec Limit(LayerSliceResponse response, ReadOnlySpan<byte> elements) =>
        Percentiles is { } percent && Spec is ImageLayerSpec image && response is ImageSliceResponse { Rgb: false } pixels
            ? image with { ContrastLimits = ContrastRange.OfPercentiles(elements, pixels.DataType, percent.Start, percent.End) }
            : Spec;
}
