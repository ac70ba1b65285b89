using System.Collections.Concurrent;
using System.Threading.Channels;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>A 1-D array of bytes whose reads end on command. Chunk i holds the byte i throughout.</summary>
internal sealed class CommandedArray(int chunks, int chunkBytes = 16, string identity = "commanded", StoreKind kind = StoreKind.File)
    : IChunkedArray
{
    private readonly Channel<CommandedRead> _reads = Channel.CreateUnbounded<CommandedRead>();
    private int _cancels;
    private int _decodes;

    public ArrayMetadata Metadata { get; } = new()
    {
        Identity = identity,
        Shape = [(long)chunks * chunkBytes],
        ChunkShape = [chunkBytes],
        DataType = DataType.UInt8,
        Format = "test",
        StoreKind = kind,
    };

    public ConcurrentBag<int> Started { get; } = [];

    public int Cancels => _cancels;

    public int Decodes => _decodes;

    /// <summary>Called at the start of every decode, on the lane.</summary>
    public Action<int>? OnDecode { get; set; }

    /// <summary>Called for every chunk that a demand names, before it is asked for.</summary>
    public Action<int>? OnGetResident { get; set; }

    public int WaitingReads => _reads.Reader.Count;

    public async Task<CommandedRead> NextReadAsync() =>
        await _reads.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ReadOnlyMemory<byte> GetResident(ReadOnlySpan<int> chunkIndex)
    {
        OnGetResident?.Invoke(chunkIndex[0]);
        return default;
    }

    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var read = new CommandedRead(chunkIndex.ToArray(), cancellationToken);
        Started.Add(read.Index[0]);
        await using var registration = cancellationToken.Register(() =>
        {
            Interlocked.Increment(ref _cancels);
            read.Cancel();
        });
        _reads.Writer.TryWrite(read);
        return await read.Outcome;
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        Interlocked.Increment(ref _decodes);
        OnDecode?.Invoke(encoded.Bytes.Span[0]);
        destination.Fill(encoded.Bytes.Span[0]);
    }

    public ChunkDemand Demand(ChunkPriority priority, params ReadOnlySpan<int> indices) =>
        new(this, [.. indices], priority);
}
