using System.Collections.Immutable;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>The grid of parts that the chunks of a slice make of its displayed axes.</summary>
internal sealed class PartGrid
{
    private readonly ChunkPlan _plan;
    private readonly ImmutableArray<int> _axes;

    /// <param name="plan">The chunks.</param>
    /// <param name="axes">The array axes that are displayed, in displayed order.</param>
    public PartGrid(ChunkPlan plan, ImmutableArray<int> axes)
    {
        (_plan, _axes) = (plan, axes);
        Ends = [.. axes.Select(EndsOf)];
        Count = Ends.Aggregate(1, static (count, ends) => count * ends.Length);
    }

    /// <summary>For each displayed axis, where the parts end.</summary>
    public ImmutableArray<ImmutableArray<int>> Ends { get; }

    /// <summary>Number of parts.</summary>
    public int Count { get; }

    /// <summary>The part that a chunk belongs to.</summary>
    public int PartOf(int ordinal)
    {
        var part = 0;
        for (var i = 0; i < _axes.Length; i++)
        {
            var piece = _plan.Piece(ordinal, _axes[i]);
            part = (part * Ends[i].Length) + Ends[i].BinarySearch((int)(piece.Offset + piece.Count));
        }

        return part;
    }

    private ImmutableArray<int> EndsOf(int axis)
    {
        var stride = 1;
        for (var inner = _plan.Ranges.Length - 1; inner > axis; inner--)
        {
            stride *= _plan.Pieces(inner);
        }

        return [.. Enumerable.Range(0, _plan.Pieces(axis)).Select(piece => _plan.Piece(piece * stride, axis)).Select(static piece => (int)(piece.Offset + piece.Count))];
    }
}
