using System.Buffers.Binary;
using System.Collections.Concurrent;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;

namespace Lamella.Grains.Tests.Support;

/// <summary>
/// A uint16 array of shape (z, y, x), one chunk a plane or several, whose elements count up in C order. A test holds its reads, lets
/// them go or fails them, and counts them.
/// </summary>
internal sealed class HeldArray : IChunkedArray
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<int, string> _failures = new();
    private volatile bool _isHeld;
    private int _started;
    private int _cancelled;
    private int _finished;
    private int _decoded;

    public HeldArray(long planes, int height, int width, int depth = 1) => Metadata = new ArrayMetadata
    {
        Identity = $"held:{Guid.NewGuid():n}",
        Shape = [planes, height, width],
        ChunkShape = [depth, height, width],
        DataType = DataType.UInt16,
        Format = "held",
    };

    public ArrayMetadata Metadata { get; }

    /// <summary>Reads begun, one a chunk.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Reads that were cancelled before they had anything.</summary>
    public int Cancelled => Volatile.Read(ref _cancelled);

    /// <summary>Reads that brought their plane.</summary>
    public int Finished => Volatile.Read(ref _finished);

    public int Decoded => Volatile.Read(ref _decoded);

    /// <summary>Holds all reads that begin from now on.</summary>
    public void Hold()
    {
        foreach (var gate in _gates.Where(static gate => gate.Value.Task.IsCompleted))
        {
            _gates.TryRemove(gate);
        }

        _isHeld = true;
    }

    /// <summary>Lets all reads go, those that wait and those to come.</summary>
    public void LetGo()
    {
        _isHeld = false;
        foreach (var gate in _gates.Values)
        {
            gate.TrySetResult();
        }
    }

    /// <summary>Lets the read of one plane go.</summary>
    public void LetGo(int plane) => Gate(plane).TrySetResult();

    /// <summary>Damages a plane.</summary>
    public void Fail(int plane, string reason) => _failures[plane] = reason;

    /// <summary>Repairs a plane.</summary>
    public void Repair(int plane) => _failures.TryRemove(plane, out _);

    /// <summary>The bytes of a plane.</summary>
    public byte[] Plane(int plane)
    {
        var count = (int)(Metadata.Shape[1] * Metadata.Shape[2]);
        var bytes = new byte[count * sizeof(ushort)];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort)), (ushort)((plane * count) + i));
        }

        return bytes;
    }

    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var plane = chunkIndex.Span[0];
        Interlocked.Increment(ref _started);
        try
        {
            if (_isHeld)
            {
                // Looked at again, lest the gate be made after all gates were opened.
                var gate = Gate(plane);
                await (_isHeld ? gate.Task.WaitAsync(cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _cancelled);
            throw;
        }

        if (_failures.TryGetValue(plane, out var reason))
        {
            throw new LamellaException(LamellaErrorCode.CorruptChunk, reason, Metadata.Identity);
        }

        Interlocked.Increment(ref _finished);
        var depth = Metadata.ChunkShape[0];
        byte[] planes = [.. Enumerable.Range(plane * depth, depth).SelectMany(Plane)];
        return new EncodedChunk(planes);
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        Interlocked.Increment(ref _decoded);
        encoded.Bytes.Span.CopyTo(destination);
    }

    private TaskCompletionSource Gate(int plane) =>
        _gates.GetOrAdd(plane, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
