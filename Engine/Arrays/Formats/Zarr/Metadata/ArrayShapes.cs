using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Reads shapes and holds them against the limits, before anything is allocated for them.</summary>
internal static class ArrayShapes
{
    /// <summary>An array's shape.</summary>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: negative; <see cref="LamellaErrorCode.LimitExceeded"/>: too many axes.
    /// </exception>
    public static ImmutableArray<long> ParseShape(MetadataElement element, ArrayLimits limits)
    {
        var items = element.Items();
        return items.Length <= limits.MaxRank
            ? [.. items.Select(static item => item.AsLong(0, long.MaxValue))]
            : throw element.Invalid($"at most {limits.MaxRank} axes", LamellaErrorCode.LimitExceeded);
    }

    /// <summary>A chunk's shape; extents beyond an int are beyond any limit.</summary>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: an extent below 1, another number of axes.
    /// </exception>
    public static ImmutableArray<int> ParseChunkShape(MetadataElement element, int rank)
    {
        var items = element.Items();
        if (items.Length != rank)
        {
            throw element.Invalid($"{rank} extents, one for each axis");
        }

        return
        [
            .. items.Select(static item => item.AsLong(1, long.MaxValue) is var extent and <= int.MaxValue
                ? (int)extent
                : throw item.Invalid($"at most {int.MaxValue}", LamellaErrorCode.LimitExceeded)),
        ];
    }

    /// <summary>Bytes of a chunk.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: more than the limit.</exception>
    public static int ByteLength(MetadataElement element, ReadOnlySpan<int> shape, int itemSize, ArrayLimits limits)
    {
        long bytes = itemSize;
        foreach (var extent in shape)
        {
            bytes *= extent;
            if (bytes > limits.MaxChunkBytes)
            {
                throw element.Invalid($"chunks of at most {limits.MaxChunkBytes} bytes", LamellaErrorCode.LimitExceeded);
            }
        }

        return (int)bytes;
    }

    /// <summary>Number of inner chunks in an outer one.</summary>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: they do not divide it; <see cref="LamellaErrorCode.LimitExceeded"/>: too many.
    /// </exception>
    public static int Count(MetadataElement element, ReadOnlySpan<int> outer, ReadOnlySpan<int> inner, int max)
    {
        long count = 1;
        for (var axis = 0; axis < outer.Length; axis++)
        {
            if (outer[axis] % inner[axis] != 0)
            {
                throw element.Invalid($"a divisor of the shard's shape ({string.Join(", ", outer.ToArray())})");
            }

            count *= outer[axis] / inner[axis];
            if (count > max)
            {
                throw element.Invalid($"at most {max} inner chunks a shard", LamellaErrorCode.LimitExceeded);
            }
        }

        return (int)count;
    }

    /// <summary>Refuses grids whose chunks cannot be numbered by ints.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public static void RequireIndexable(MetadataElement element, ReadOnlySpan<long> shape, ReadOnlySpan<int> chunkShape)
    {
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] / chunkShape[axis] >= int.MaxValue)
            {
                throw element.Invalid($"at most {int.MaxValue} chunks along axis {axis}", LamellaErrorCode.LimitExceeded);
            }
        }
    }
}
