using System.ComponentModel.DataAnnotations;

namespace Lamella.Contracts.Slicing;

/// <summary>How slices are computed, kept and announced. Validated when the silo starts.</summary>
public sealed record SlicingOptions
{
    /// <summary>The configuration section these are read from.</summary>
    public const string SectionName = "Lamella:Slicing";

    /// <summary>When a viewer announces slices.</summary>
    /// <value>Default: all layers together.</value>
    public EmitMode Emit { get; set; } = EmitMode.All;

    /// <summary>How long to wait before slicing where slicing is slow; never waited where the chunks are at hand.</summary>
    /// <value>Default: 0 (never). Unit: milliseconds.</value>
    [Range(0, 1000)]
    public int DebounceMilliseconds { get; set; }

    /// <summary>Slicing that took less than this is fast: it is never debounced.</summary>
    /// <value>Default: 16, one frame. Unit: milliseconds.</value>
    [Range(1, 1000)]
    public int FrameMilliseconds { get; set; } = 16;

    /// <summary>How long slicing goes on before a layer is announced as loading, so that fast slices make no noise.</summary>
    /// <value>Default: 200. Unit: milliseconds.</value>
    [Range(0, 60_000)]
    public int LoadingDelayMilliseconds { get; set; } = 200;

    /// <summary>Whether a coarser level is shown first where it is at hand, or much cheaper, and the right one is not.</summary>
    /// <value>Default: true.</value>
    public bool Progressive { get; set; } = true;

    /// <summary>
    /// How long a slice may take before the best pixels so far are announced as a preview; a request may say otherwise.
    /// </summary>
    /// <value>Default: 0 (never). Unit: milliseconds.</value>
    [Range(0, 60_000)]
    public int DeadlineMilliseconds { get; set; }

    /// <summary>How long a layer that fails again for the same cause is told as repeated, so that people are told once.</summary>
    /// <value>Default: 10 000. Unit: milliseconds.</value>
    [Range(0, 3_600_000)]
    public int FailureWindowMilliseconds { get; set; } = 10_000;

    /// <summary>
    /// File to which every slice's latency is appended, one line of JSON each, by this silo and nobody else; it is never sent
    /// anywhere. <c>lamella latency FILE</c> sums it up.
    /// </summary>
    /// <value>Default: none, nothing is written.</value>
    public string? LatencyLog { get; set; }

    /// <summary>Bytes of finished slices kept by all layers of a silo, for going back a step. The newest slice of each layer is kept in any case.</summary>
    /// <value>Default: 256 MiB.</value>
    [Range(0, long.MaxValue)]
    public long SliceCacheBytes { get; set; } = 256L << 20;

    /// <summary>Bytes of decoded chunks kept by a silo.</summary>
    /// <value>Default: 512 MiB.</value>
    [Range(1L << 20, long.MaxValue)]
    public long ChunkCacheBytes { get; set; } = 512L << 20;

    /// <summary>Largest slice that one layer may produce; larger ones fail with a clear error.</summary>
    /// <value>Default: 1 GiB.</value>
    [Range(1L << 10, int.MaxValue)]
    public long MaxSliceBytes { get; set; } = 1L << 30;

    /// <summary>Whether chunks are read ahead of a slider that moves steadily.</summary>
    /// <value>Default: true.</value>
    public bool Prefetch { get; set; } = true;

    /// <summary>Threads that decode and assemble; 0 takes all cores.</summary>
    /// <value>Default: 0.</value>
    [Range(0, 1024)]
    public int ComputeThreads { get; set; }
}
