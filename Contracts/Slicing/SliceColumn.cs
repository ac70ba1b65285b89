using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>One array among the bytes of a slice of points, vectors, shapes, tracks or a surface.</summary>
/// <param name="Name">Such as <c>position</c>; the response's type tells which there are.</param>
/// <param name="DataType">The element type; elements are little-endian.</param>
/// <param name="Shape">Elements along each axis, C order; the first axis counts items, vertices or faces.</param>
/// <param name="Offset">Its first byte among the slice's bytes, a multiple of 8.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.slice-column")]
public sealed record SliceColumn(
    [property: Id(0), Key(0)] string Name,
    [property: Id(1), Key(1)] DataType DataType,
    [property: Id(2), Key(2)] ImmutableArray<int> Shape,
    [property: Id(3), Key(3)] int Offset)
{
    /// <summary>Number of elements.</summary>
    [IgnoreMember]
    public int Length => Shape.Aggregate(1, static (a, b) => checked(a * b));

    /// <summary>The elements, where they lie.</summary>
    /// <typeparam name="T">The element's type in memory, of <see cref="DataType"/>'s size.</typeparam>
    /// <param name="slice">All bytes of the slice.</param>
    /// <exception cref="ArgumentException">The type is of another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are those of another slice.</exception>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<byte> slice)
        where T : unmanaged
    {
        var size = DataType.ItemSize();
        return Marshal.SizeOf<T>() == size
            ? MemoryMarshal.Cast<byte, T>(slice.Slice(Offset, checked(Length * size)))
            : throw new ArgumentException($"Column '{Name}' has elements of {size} bytes, not {Marshal.SizeOf<T>()}.", nameof(slice));
    }

    /// <summary>Whether both say the same.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(SliceColumn? other) =>
        other is not null && Name == other.Name && DataType == other.DataType && Offset == other.Offset
        && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, DataType, Offset);
}
