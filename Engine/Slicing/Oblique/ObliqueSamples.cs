using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Slicing.Oblique;

/// <summary>The elements that an oblique slice takes, sorted by chunk.</summary>
internal sealed class ObliqueSamples
{
    private readonly IChunkedArray _array;
    private readonly Dictionary<Int128, int> _ordinals = [];
    private readonly List<int> _chunkIndices = [];
    private readonly List<List<(int Slot, int Element)>> _byChunk = [];

    public ObliqueSamples(IChunkedArray array) => _array = array;

    /// <summary>Takes an element for a slot of the output.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="index">The element's index along each array axis, within the array.</param>
    public void Add(int slot, ReadOnlySpan<long> index)
    {
        var metadata = _array.Metadata;
        Int128 chunk = 0;
        var element = 0;
        for (var axis = 0; axis < index.Length; axis++)
        {
            chunk = (chunk * metadata.GridExtent(axis)) + (index[axis] / metadata.ChunkShape[axis]);
            element = (element * metadata.ChunkShape[axis]) + (int)(index[axis] % metadata.ChunkShape[axis]);
        }

        if (!_ordinals.TryGetValue(chunk, out var ordinal))
        {
            ordinal = _byChunk.Count;
            _ordinals.Add(chunk, ordinal);
            _byChunk.Add([]);
            for (var axis = 0; axis < index.Length; axis++)
            {
                _chunkIndices.Add((int)(index[axis] / metadata.ChunkShape[axis]));
            }
        }

        _byChunk[ordinal].Add((slot, element));
    }

    public int Chunks => _byChunk.Count;

    public IReadOnlyList<(int Slot, int Element)> OfChunk(int ordinal) => _byChunk[ordinal];

    public ChunkDemand Demand(ChunkPriority priority) => new(_array, [.. _chunkIndices], priority);
}
