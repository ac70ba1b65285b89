using System.Buffers.Binary;
using System.Collections.Concurrent;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;

namespace Lamella.Grains.Tests.Support;

/// <summary>
/// A uint16 array of shape (z, size, size) whose planes are cut into square chunks; elements count up in C order. A test
/// lets chunks of a plane go one by one, by their row and column.
/// </summary>
internal sealed class HeldTiles(int planes, int size, int chunk) : IChunkedArray
{
    private readonly ConcurrentDictionary<(int Row, int Column), TaskCompletionSource> _gates = new();
    private volatile bool _isHeld;

    public ArrayMetadata Metadata { get; } = new()
    {
        Identity = $"tiles:{Guid.NewGuid():n}",
        Shape = [planes, size, size],
        ChunkShape = [1, chunk, chunk],
        DataType = DataType.UInt16,
        Format = "held",
    };

    public void Hold()
    {
        foreach (var gate in _gates.Where(static gate => gate.Value.Task.IsCompleted))
        {
            _gates.TryRemove(gate);
        }

        _isHeld = true;
    }

    public void LetGo(int row, int column) => Gate(row, column).TrySetResult();

    public void LetGo()
    {
        _isHeld = false;
        foreach (var gate in _gates.Values)
        {
            gate.TrySetResult();
        }
    }

    public ushort At(int plane, int row, int column) => (ushort)((((plane * size) + row) * size) + column);

    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var (plane, row, column) = (chunkIndex.Span[0], chunkIndex.Span[1], chunkIndex.Span[2]);
        var gate = Gate(row, column);
        if (_isHeld)
        {
            await gate.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var bytes = new byte[chunk * chunk * sizeof(ushort)];
        for (var i = 0; i < chunk * chunk; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(
                bytes.AsSpan(i * sizeof(ushort)), At(plane, (row * chunk) + (i / chunk), (column * chunk) + (i % chunk)));
        }

        return new EncodedChunk(bytes);
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination) => encoded.Bytes.Span.CopyTo(destination);

    private TaskCompletionSource Gate(int row, int column) =>
        _gates.GetOrAdd((row, column), static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
