using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Cli.Images;

/// <summary>One layer's slice with its pixels.</summary>
/// <param name="Spec">What was asked to be shown.</param>
/// <param name="Info">What the source holds.</param>
/// <param name="Response">The slice's header.</param>
/// <param name="Elements">The slice's elements, C order, little-endian.</param>
internal sealed record SlicedLayer(ImageLayerSpec Spec, LayerInfo? Info, ImageSliceResponse Response, byte[] Elements);
