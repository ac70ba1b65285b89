using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Plans;

/// <summary>Bytes between neighbouring elements along each axis.</summary>
internal static class ElementStrides
{
    /// <summary>Of a chunk in C order.</summary>
    public static ImmutableArray<long> OfChunk(ImmutableArray<int> chunkShape, int itemSize)
    {
        var strides = new long[chunkShape.Length];
        long stride = itemSize;
        for (var axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= chunkShape[axis];
        }

        return [.. strides];
    }

    /// <summary>
    /// Of an output in C order that has some of an array's axes, in some order; 0 for the axes that it does not have.
    /// </summary>
    public static ImmutableArray<long> OfOutput(ImmutableArray<AxisRange> ranges, ImmutableArray<int> shown, int itemSize)
    {
        var strides = new long[ranges.Length];
        long stride = itemSize;
        for (var i = shown.Length - 1; i >= 0; i--)
        {
            strides[shown[i]] = stride;
            stride *= ranges[shown[i]].Count;
        }

        return [.. strides];
    }
}
