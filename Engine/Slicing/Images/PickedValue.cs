using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Slicing.Images;

/// <summary>What an image or labels layer holds at a place.</summary>
/// <param name="DataType">The element type.</param>
/// <param name="Element">The element, little-endian; of RGB(A) all its samples.</param>
public sealed record PickedValue(DataType DataType, ImmutableArray<byte> Element)
{
    /// <summary>The element as numbers, one for each sample; of complex numbers the magnitude.</summary>
    public ImmutableArray<double> Numbers =>
        [.. Enumerable.Range(0, Element.Length / DataType.ItemSize()).Select(i => Elements.Read(Element.AsSpan(), DataType, i))];

    /// <inheritdoc/>
    public bool Equals(PickedValue? other) =>
        other is not null && DataType == other.DataType && Element.AsSpan().SequenceEqual(other.Element.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DataType, Element.Length, Element.FirstOrDefault());
}
