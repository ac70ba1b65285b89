namespace Lamella.Engine.Arrays.Chunks;

/// <summary>What serving one demand took.</summary>
/// <param name="Chunks">Chunks delivered, absent ones included.</param>
/// <param name="Hits">Of these, served from memory without waiting.</param>
/// <param name="Joins">Of these, already being read for someone else.</param>
/// <param name="BytesRead">Encoded bytes read from stores on behalf of this demand (joins count for the first demander).</param>
/// <param name="BytesDecoded">Decoded bytes made on behalf of this demand.</param>
/// <param name="ReadTime">Longest time from demand to the last read's end.</param>
/// <param name="DecodeTime">Time spent decoding, summed over threads.</param>
public readonly record struct ChunkReadStatistics(
    int Chunks,
    int Hits,
    int Joins,
    long BytesRead,
    long BytesDecoded,
    TimeSpan ReadTime,
    TimeSpan DecodeTime);
