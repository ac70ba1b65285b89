using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Cli.Images;

/// <summary>One layer's slice with its bytes.</summary>
/// <param name="Spec">What was asked to be shown.</param>
/// <param name="Info">What the source holds.</param>
/// <param name="Response">The slice's header.</param>
/// <param name="Elements">The slice's bytes: elements in C order, or the columns of items; little-endian.</param>
internal sealed record SlicedLayer(LayerSpec Spec, LayerInfo? Info, LayerSliceResponse Response, byte[] Elements);
