using System.Collections.Concurrent;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>A consumer that keeps what it was given: per ordinal the chunk's bytes.</summary>
internal sealed class Delivered
{
    public ConcurrentDictionary<int, byte[]> Chunks { get; } = [];

    public ConcurrentQueue<int> Order { get; } = [];

    public void Take(int ordinal, ReadOnlySpan<byte> chunk)
    {
        Assert.True(Chunks.TryAdd(ordinal, chunk.ToArray()), $"Chunk {ordinal} was delivered twice.");
        Order.Enqueue(ordinal);
    }
}
