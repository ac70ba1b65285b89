using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// The known chunks of one array, by their linear position in its grid. Lives as long as a chunk or a running demand
/// refers to it. <see cref="Chunks"/> and <see cref="References"/> are guarded by the scheduler's lock, the rest is constant.
/// </summary>
internal sealed class ArrayChunks
{
    private readonly ArrayMetadata _metadata;
    private readonly long[] _grid;

    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: the grid has more than 2⁶³ chunks.</exception>
    public ArrayChunks(string name, ArrayMetadata metadata)
    {
        Name = name;
        _metadata = metadata;
        _grid = new long[metadata.Rank];
        ChunkByteLength = metadata.ChunkByteLength;
        UInt128 chunks = 1;
        for (var axis = 0; axis < _grid.Length; axis++)
        {
            _grid[axis] = metadata.GridExtent(axis);
            chunks *= (ulong)_grid[axis];
            if (chunks > long.MaxValue)
            {
                throw new LamellaException(
                    LamellaErrorCode.LimitExceeded,
                    $"{metadata.Identity}: the array has more than {long.MaxValue} chunks.",
                    metadata.Identity);
            }
        }
    }

    /// <summary>The array's identity, made distinct where two different arrays claim the same one.</summary>
    public string Name { get; }

    public int ChunkByteLength { get; }

    public StoreKind StoreKind => _metadata.StoreKind;

    public Dictionary<long, ChunkEntry> Chunks { get; } = [];

    public int References { get; set; }

    /// <summary>Whether an array under this identity has the same grid, so that its chunks may be shared.</summary>
    public bool Fits(ArrayMetadata metadata) =>
        ReferenceEquals(metadata, _metadata)
        || (metadata.DataType == _metadata.DataType
            && metadata.Shape.AsSpan().SequenceEqual(_metadata.Shape.AsSpan())
            && metadata.ChunkShape.AsSpan().SequenceEqual(_metadata.ChunkShape.AsSpan()));

    /// <summary>The positions of a demand's chunks, checked against the grid.</summary>
    /// <param name="demand">The demand.</param>
    /// <param name="keys">Receives one number a chunk.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: an index is outside the grid.</exception>
    public void GetKeys(ChunkDemand demand, Span<long> keys)
    {
        var rank = _grid.Length;
        var indices = demand.ChunkIndices.AsSpan();
        if (rank > 0 && indices.Length % rank != 0)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{Name}: {indices.Length} numbers are no whole number of {rank}-D chunk indices.",
                Name,
                expected: string.Create(CultureInfo.InvariantCulture, $"a multiple of {rank}"),
                got: indices.Length.ToString(CultureInfo.InvariantCulture));
        }

        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            var key = 0L;
            for (var axis = 0; axis < rank; axis++)
            {
                var index = indices[(ordinal * rank) + axis];
                if ((ulong)index >= (ulong)_grid[axis])
                {
                    ThrowOutside(axis, index);
                }

                key = (key * _grid[axis]) + index;
            }

            keys[ordinal] = key;
        }
    }

    private void ThrowOutside(int axis, int index) => throw new LamellaException(
        LamellaErrorCode.InvalidArgument,
        $"{Name}: chunk index {index} on axis {axis} is outside the grid of {_grid[axis]} chunks.",
        Name,
        expected: string.Create(CultureInfo.InvariantCulture, $"0 … {_grid[axis] - 1}"),
        got: index.ToString(CultureInfo.InvariantCulture));
}
