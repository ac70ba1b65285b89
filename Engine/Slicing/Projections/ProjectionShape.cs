using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>What is projected to what: the slab's chunks, the output's axes and the axes that vanish.</summary>
/// <param name="Plan">The chunks of the slab.</param>
/// <param name="Shown">The array axes of the output, outermost first.</param>
/// <param name="Reduced">The array axes that are projected, ascending.</param>
/// <param name="Mode">Any but none.</param>
/// <param name="Limits">What the output may take.</param>
internal sealed record ProjectionShape(
    ChunkPlan Plan,
    ImmutableArray<int> Shown,
    ImmutableArray<int> Reduced,
    ProjectionMode Mode,
    SliceLimits Limits)
{
    public DataType DataType => Plan.Array.Metadata.DataType;

    /// <summary>The element type of the result.</summary>
    public DataType ResultType => ProjectionResult.TypeOf(Mode, DataType);

    /// <summary>Planes that become one.</summary>
    public long Planes => Reduced.Aggregate(1L, (planes, axis) => planes * Plan.Ranges[axis].Count);

    /// <summary>Chunks of different columns touch different parts of the output.</summary>
    public int Columns => Shown.Aggregate(1, (columns, axis) => columns * Plan.Pieces(axis));

    public int Column(int ordinal) => Position(ordinal, Shown);

    /// <summary>A chunk's place among those of its column, in the order of the planes.</summary>
    public int Turn(int ordinal) => Position(ordinal, Reduced);

    public long[] OutputShape() => [.. Shown.Select(axis => Plan.Ranges[axis].Count)];

    private int Position(int ordinal, ImmutableArray<int> axes)
    {
        var position = 0;
        foreach (var axis in axes)
        {
            var first = Plan.Ranges[axis].Start / Plan.Array.Metadata.ChunkShape[axis];
            position = (position * Plan.Pieces(axis)) + (int)(Plan.Piece(ordinal, axis).Chunk - first);
        }

        return position;
    }
}
