using System.ComponentModel.DataAnnotations;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>The named limits of a <see cref="ChunkScheduler"/>, shared by everything that reads in one silo.</summary>
public sealed record ChunkSchedulerOptions
{
    /// <summary>Most chunks read at a time from memory stores.</summary>
    /// <value>Default: the processor's cores.</value>
    [Range(1, 4096)]
    public int MemoryReads { get; init; } = Environment.ProcessorCount;

    /// <summary>Most chunks read at a time from file systems.</summary>
    /// <value>Default: 16, which keeps an SSD busy and does not yet thrash a disk.</value>
    [Range(1, 4096)]
    public int FileReads { get; init; } = 16;

    /// <summary>Most chunks read at a time across networks; an HTTP store bounds each host on top of it.</summary>
    /// <value>Default: 64.</value>
    [Range(1, 4096)]
    public int RemoteReads { get; init; } = 64;

    /// <summary>
    /// The share of each read limit that prefetch and background work leave free, so that a chunk somebody waits for
    /// starts at once. One read is always allowed.
    /// </summary>
    /// <value>Default: 0.25.</value>
    [Range(0.0, 1.0)]
    public double UrgentReadShare { get; init; } = 0.25;

    /// <summary>Most chunks decoded at a time; the compute lane's threads are a limit too.</summary>
    /// <value>Default: the processor's cores.</value>
    [Range(1, 1024)]
    public int Decodes { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Most bytes of decoded chunks held: cached, being decoded and being delivered. A chunk larger than the whole
    /// budget is decoded when nothing else is held, and not kept.
    /// </summary>
    /// <value>Default: a quarter of the memory available to the process, at most 512 MiB, at least 64 MiB.</value>
    [Range(1L, long.MaxValue)]
    public long DecodedBytes { get; init; } =
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 64L << 20, 512L << 20);

    /// <summary>
    /// Most encoded bytes in flight: being read (counted at the chunk's decoded size until its length is known) or
    /// waiting for their decode. One chunk is always allowed.
    /// </summary>
    /// <value>Default: 256 MiB.</value>
    [Range(1L, long.MaxValue)]
    public long BytesInFlight { get; init; } = 256L << 20;

    /// <summary>
    /// Encoded bytes that wait for their decode before no more are read: reading on would only fill memory, and be in vain
    /// when the slider moves on. An urgent chunk is read in spite of it where none but patient ones wait.
    /// </summary>
    /// <value>Default: 16 MiB.</value>
    [Range(1L, long.MaxValue)]
    public long BytesAhead { get; init; } = 16L << 20;

    /// <summary>
    /// How many more urgent chunks may go ahead of a less urgent one before one of those has its turn: a stream of
    /// visible chunks slows background work down and never stops it.
    /// </summary>
    /// <value>Default: 32.</value>
    [Range(1, int.MaxValue)]
    public int Patience { get; init; } = 32;
}
