using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Chunks.Prefetch;

/// <summary>Which chunks lie ahead of those that are shown. Pure.</summary>
internal static class TravelPath
{
    /// <summary>How many layers of the chunk grid the slider will have crossed into.</summary>
    /// <param name="metadata">The array.</param>
    /// <param name="axis">The axis of travel.</param>
    /// <param name="position">Where the slider is, in elements.</param>
    /// <param name="distance">How far it will go, in elements, signed.</param>
    public static int LayersAhead(ArrayMetadata metadata, int axis, double position, double distance)
    {
        var extent = metadata.ChunkShape[axis];
        var last = metadata.GridExtent(axis) - 1;
        var here = Math.Clamp(Math.Floor(position / extent), 0, last);
        var there = Math.Clamp(Math.Floor((position + distance) / extent), 0, last);
        return (int)Math.Min(Math.Abs(there - here), int.MaxValue);
    }

    /// <summary>Whether the slider has passed a chunk by.</summary>
    /// <param name="position">The chunk.</param>
    /// <param name="shown">What is shown.</param>
    /// <param name="axis">The axis of travel.</param>
    /// <param name="direction">−1 or 1.</param>
    public static bool IsBehind(ChunkPosition position, ChunkDemand shown, int axis, int direction)
    {
        var rank = shown.Array.Metadata.Rank;
        var indices = shown.ChunkIndices.AsSpan();
        for (var at = axis; at < indices.Length; at += rank)
        {
            if ((position[axis] - indices[at]) * direction >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The shown chunks' leading layer, shifted.</summary>
    /// <param name="shown">What is shown.</param>
    /// <param name="axis">The axis of travel.</param>
    /// <param name="shift">By how many layers of the grid, signed, not 0.</param>
    /// <returns>Chunk indices one after another; empty beyond the grid.</returns>
    public static ImmutableArray<int> Layer(ChunkDemand shown, int axis, int shift)
    {
        var rank = shown.Array.Metadata.Rank;
        var indices = shown.ChunkIndices.AsSpan();
        var edge = indices[axis];
        for (var at = axis; at < indices.Length; at += rank)
        {
            edge = shift > 0 ? Math.Max(edge, indices[at]) : Math.Min(edge, indices[at]);
        }

        var target = (long)edge + shift;
        if (target < 0 || target >= shown.Array.Metadata.GridExtent(axis))
        {
            return [];
        }

        var layer = ImmutableArray.CreateBuilder<int>();
        for (var start = 0; start < indices.Length; start += rank)
        {
            if (indices[start + axis] == edge)
            {
                layer.AddRange(indices.Slice(start, rank));
                layer[^(rank - axis)] = (int)target;
            }
        }

        return layer.ToImmutable();
    }
}
