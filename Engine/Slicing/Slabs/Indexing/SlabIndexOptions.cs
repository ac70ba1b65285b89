using System.ComponentModel.DataAnnotations;

namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>When a layer's items are indexed along their sliced axes, and how many such indexes are kept.</summary>
public sealed record SlabIndexOptions
{
    /// <summary>The options used where none are given.</summary>
    public static SlabIndexOptions Default { get; } = new();

    /// <summary>Fewer items than this are never indexed: looking at all of them takes some microseconds.</summary>
    /// <value>Default: 65,536.</value>
    [Range(0, int.MaxValue)]
    public int MinCount { get; init; } = 1 << 16;

    /// <summary>Indexes kept for one layer, one a set of sliced axes; the one unused for longest makes room.</summary>
    /// <value>Default: 4.</value>
    [Range(1, 64)]
    public int MaxIndexes { get; init; } = 4;

    /// <summary>Whether the process is short of memory: indexes are then dropped, and none is built.</summary>
    /// <value>Default: the runtime's own threshold, 90 % of the machine's or container's memory.</value>
    public Func<bool> IsMemoryShort { get; init; } = static () =>
    {
        var memory = GC.GetGCMemoryInfo();
        return memory.HighMemoryLoadThresholdBytes > 0 && memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
    };

    /// <summary>Runs a build somewhere that no slice waits for.</summary>
    /// <value>Default: a thread of its own for each build, so that the compute lane stays free for slices.</value>
    public Func<Action, Task> Schedule { get; init; } = static build =>
        Task.Factory.StartNew(build, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
