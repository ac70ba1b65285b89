namespace Lamella.Engine.Arrays.Chunks;

/// <summary>One demand's wish for one chunk.</summary>
/// <param name="Demand">Who wants it.</param>
/// <param name="Ordinal">The chunk's position within the demand.</param>
/// <param name="Urgency">How much.</param>
internal readonly record struct ChunkWaiter(PendingDemand Demand, int Ordinal, ChunkUrgency Urgency);
