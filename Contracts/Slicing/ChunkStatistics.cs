using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>What serving one slice took in chunks and bytes.</summary>
/// <param name="Chunks">Chunks that the slice is made of, absent ones included.</param>
/// <param name="Hits">Of these, at hand in memory.</param>
/// <param name="Joins">Of these, already being read for someone else.</param>
/// <param name="BytesRead">Encoded bytes read from the store for this slice.</param>
/// <param name="BytesDecoded">Decoded bytes made for this slice.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.chunk-statistics")]
public readonly record struct ChunkStatistics(
    [property: Id(0), Key(0)] int Chunks,
    [property: Id(1), Key(1)] int Hits,
    [property: Id(2), Key(2)] int Joins,
    [property: Id(3), Key(3)] long BytesRead,
    [property: Id(4), Key(4)] long BytesDecoded);
