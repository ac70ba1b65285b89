using System.Collections.Immutable;

namespace Lamella.Contracts.Layers;

/// <summary>The small picture of a layer's slice in a layer list (SLICING TH1–TH4), on opaque black.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Pixels"><see cref="Side"/> rows of as many pixels, R, G, B, A each.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-thumbnail")]
public sealed record LayerThumbnail(
    [property: Id(0)] LayerId Layer,
    [property: Id(1)] ImmutableArray<byte> Pixels)
{
    /// <summary>Rows, and pixels a row.</summary>
    public const int Side = 32;

    /// <summary>Whether both are the same picture.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LayerThumbnail? other) =>
        other is not null && Layer == other.Layer && Pixels.AsSpan().SequenceEqual(other.Pixels.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Layer, Pixels.Length);
}
