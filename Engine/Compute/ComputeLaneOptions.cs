using System.ComponentModel.DataAnnotations;

namespace Lamella.Engine.Compute;

/// <summary>How large a <see cref="ComputeLane"/> is.</summary>
public sealed record ComputeLaneOptions
{
    /// <summary>Dedicated threads.</summary>
    /// <value>Default: the processor's cores. Grain turns are short, and the operating system lets them in between.</value>
    [Range(1, 1024)]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Most pieces of work that <see cref="ComputeLane.RunAsync(Action, ComputePriority, CancellationToken)"/> lets wait.
    /// Work beyond it is refused with an error, never dropped. Posted <see cref="IComputeWork"/> does not count: its
    /// owner bounds it.
    /// </summary>
    /// <value>Default: 65,536.</value>
    [Range(1, int.MaxValue)]
    public int QueueCapacity { get; init; } = 65_536;

    /// <summary>Told of what an <see cref="IComputeWork"/> throws against its contract. The lane's thread goes on.</summary>
    /// <value>Default: none; <see cref="ComputeLane.UnhandledExceptions"/> counts them either way.</value>
    public Action<Exception>? OnUnhandledException { get; init; }
}
