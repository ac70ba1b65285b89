using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Formats.Zarr.Sharding;

/// <summary>One <c>sharding_indexed</c> codec: a shard, cut into inner chunks that can be read one by one.</summary>
/// <param name="InnerShape">Elements of an inner chunk along the array's axes.</param>
/// <param name="Counts">Inner chunks along the array's axes.</param>
/// <param name="Order">The index's axis i is the array's axis Order[i], where the array is transposed before it is cut.</param>
/// <param name="Index">How the index is stored.</param>
internal sealed record ShardLevel(ImmutableArray<int> InnerShape, ImmutableArray<int> Counts, ImmutableArray<int> Order, ShardIndexLayout Index)
{
    /// <summary>The position in the index of an inner chunk.</summary>
    /// <param name="chunkIndex">A place in the grid of the array's innermost chunks.</param>
    /// <param name="chunkShape">Elements of an innermost chunk.</param>
    public int Position(ReadOnlySpan<int> chunkIndex, ImmutableArray<int> chunkShape)
    {
        var position = 0;
        foreach (var axis in Order)
        {
            var inner = chunkIndex[axis] / (InnerShape[axis] / chunkShape[axis]);
            position = (position * Counts[axis]) + (inner % Counts[axis]);
        }

        return position;
    }
}
