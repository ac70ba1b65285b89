using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>How the elements of an array lie in one run of bytes.</summary>
/// <param name="Shape">Elements along each axis, in the array's own order of axes, slowest first in C order.</param>
/// <param name="DataType">The element type.</param>
/// <param name="Offset">Where the run begins, in bytes.</param>
/// <param name="IsFortran">Whether the first axis is the one that varies fastest.</param>
/// <param name="IsBigEndian">Whether elements have their most significant byte first.</param>
internal sealed record FlatLayout(
    ImmutableArray<long> Shape, DataType DataType, long Offset, bool IsFortran = false, bool IsBigEndian = false)
{
    /// <summary>Bytes below which a chunk goes on to the next axis: a read of less costs as much as one of this.</summary>
    private const int EnoughBytes = 128 << 10;

    /// <summary>Most bytes of a chunk.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>Whether chunks can be used as they lie.</summary>
    public bool IsNative => !IsFortran && (!IsBigEndian || DataType.ItemSize() == 1);

    /// <summary>
    /// A chunk shape in which each chunk is one run of bytes: whole along the fastest axes, cut along one, 1 along the others.
    /// </summary>
    public ImmutableArray<int> ChooseChunkShape()
    {
        var chunk = new int[Shape.Length];
        var bytes = DataType.ItemSize();
        for (var i = 0; i < chunk.Length; i++)
        {
            var axis = IsFortran ? i : chunk.Length - 1 - i;
            var limit = bytes >= EnoughBytes ? 1 : MaxBytes / bytes;
            chunk[axis] = Cut(Shape[axis], limit);
            bytes = chunk[axis] == Shape[axis] ? bytes * chunk[axis] : MaxBytes;
        }

        return [.. chunk];
    }

    /// <summary>The largest extent up to a limit that cuts an axis into nearly equal parts.</summary>
    private static int Cut(long extent, int limit)
    {
        if (extent <= limit)
        {
            return (int)Math.Max(1, extent);
        }

        var parts = (extent + limit - 1) / limit;
        return (int)((extent + parts - 1) / parts);
    }
}
