using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Contracts.Layers;

/// <summary>What a layer holds at a place: napari's <c>get_value</c>. All but the layer is null where there is nothing.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-value")]
public sealed record LayerValue
{
    /// <summary>The layer.</summary>
    [Id(0)]
    public required LayerId Layer { get; init; }

    /// <summary>Whether the value is that of the slice that is shown, not one looked up in the data.</summary>
    [Id(1)]
    public bool IsFromSlice { get; init; }

    /// <summary>Images and labels: the element type.</summary>
    [Id(2)]
    public DataType? DataType { get; init; }

    /// <summary>Images and labels: the element, little-endian; of RGB(A) all its samples. Else empty.</summary>
    [Id(3)]
    public ImmutableArray<byte> Element { get; init; } = [];

    /// <summary>Images and labels: the element as numbers, one for each sample; of a surface, the value between the corners of the face. Else empty.</summary>
    [Id(4)]
    public ImmutableArray<double> Numbers { get; init; } = [];

    /// <summary>The index of the point or shape, the face of a surface, the number of the track.</summary>
    [Id(5)]
    public long? Item { get; init; }

    /// <summary>Why there is no value although there might be one: a chunk is damaged, the source is gone.</summary>
    [Id(6)]
    public string? Failure { get; init; }

    /// <summary>Whether there is something at the place.</summary>
    public bool HasValue => Item is not null || !Numbers.IsEmpty;

    /// <summary>Whether both say the same.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LayerValue? other) =>
        other is not null && Layer == other.Layer && IsFromSlice == other.IsFromSlice && DataType == other.DataType
        && Element.AsSpan().SequenceEqual(other.Element.AsSpan()) && Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan())
        && Item == other.Item && Failure == other.Failure;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Layer, DataType, Item, Numbers.Length);
}
