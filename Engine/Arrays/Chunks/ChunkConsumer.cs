namespace Lamella.Engine.Arrays.Chunks;

/// <summary>Takes one decoded chunk.</summary>
/// <param name="ordinal">The chunk's position within <see cref="ChunkDemand"/>, 0 … count − 1.</param>
/// <param name="chunk">
/// The whole chunk in C order, little-endian, valid during the call only; empty where the chunk is absent, so that the
/// array's fill value holds.
/// </param>
public delegate void ChunkConsumer(int ordinal, ReadOnlySpan<byte> chunk);
