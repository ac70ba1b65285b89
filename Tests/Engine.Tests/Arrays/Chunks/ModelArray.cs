using System.Buffers;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>
/// The model's side of the store: knows which reads are under way, ends a random one on request, and notes every breach
/// of what the scheduler promises: a chunk read twice at a time, too many reads, memory not given back, a budget exceeded.
/// </summary>
internal sealed class ModelArray(int chunks, int chunkBytes, int readLimit, long budget) : IChunkedArray
{
    private readonly Lock _gate = new();
    private readonly List<CommandedRead> _reads = [];
    private readonly List<string> _breaches = [];
    private readonly int[] _decoded = new int[chunks];
    private int _encodedHeld;
    private int _decoding;

    public ArrayMetadata Metadata { get; } = new()
    {
        Identity = "model",
        Shape = [(long)chunks * chunkBytes],
        ChunkShape = [chunkBytes],
        DataType = DataType.UInt8,
        Format = "test",
    };

    public Func<long> BytesHeld { get; set; } = static () => 0;

    public int EncodedHeld => Volatile.Read(ref _encodedHeld);

    public IReadOnlyList<string> Breaches
    {
        get
        {
            lock (_gate)
            {
                return [.. _breaches];
            }
        }
    }

    public IReadOnlyList<int> Decoded => _decoded;

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var read = new CommandedRead(chunkIndex.ToArray(), cancellationToken);
        lock (_gate)
        {
            Require(_reads.Count < readLimit, $"{_reads.Count + 1} reads at a time");
            Require(
                !_reads.Exists(other => other.Index[0] == read.Index[0] && !other.CancellationToken.IsCancellationRequested),
                $"chunk {read.Index[0]} is read twice at a time");
            _reads.Add(read);
        }

        return AwaitAsync(read, cancellationToken);
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        var chunk = (int)encoded.State!;
        lock (_gate)
        {
            Require(++_decoding <= 2, $"{_decoding} decodes at a time");
            Require(BytesHeld() <= budget, $"{BytesHeld()} bytes are held, the budget is {budget}");
            Require(destination.Length == chunkBytes, $"the destination has {destination.Length} bytes");
            _decoded[chunk]++;
        }

        if (encoded.Bytes.Span[0] != (byte)chunk)
        {
            throw new InvalidDataException("The encoded bytes were given back before the decode.");
        }

        destination.Fill((byte)chunk);
        lock (_gate)
        {
            _decoding--;
        }
    }

    /// <summary>Ends one read, if there is one.</summary>
    public bool EndOne(Random choice, double failures, double absences)
    {
        CommandedRead read;
        lock (_gate)
        {
            if (_reads.Count == 0)
            {
                return false;
            }

            read = _reads[choice.Next(_reads.Count)];
        }

        var chance = choice.NextDouble();
        if (chance < failures)
        {
            read.Fail(new LamellaException(
                LamellaErrorCode.StoreFailed, "as told", got: read.Index[0].ToString(CultureInfo.InvariantCulture)));
        }
        else if (read.Index[0] % 10 < absences * 10)
        {
            read.FindAbsent();
        }
        else
        {
            read.Succeed();
        }

        return true;
    }

    private async ValueTask<EncodedChunk?> AwaitAsync(CommandedRead read, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(read.Cancel);
        try
        {
            if (await read.Outcome is null)
            {
                return null;
            }

            Interlocked.Increment(ref _encodedHeld);
            var owner = new CountedMemory(this, (byte)read.Index[0]);
            return new EncodedChunk(owner.Memory, owner, read.Index[0]);
        }
        finally
        {
            lock (_gate)
            {
                _reads.Remove(read);
            }
        }
    }

    private void Require(bool condition, string breach)
    {
        if (!condition)
        {
            _breaches.Add(breach);
        }
    }

    private sealed class CountedMemory(ModelArray array, byte value) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = new byte[] { value };

        public void Dispose()
        {
            Memory.Span[0] = 0xff;
            Interlocked.Decrement(ref array._encodedHeld);
        }
    }

    public ChunkDemand Demand(int[] indices, ChunkPriority priority) => new(this, [.. indices], priority);
}
