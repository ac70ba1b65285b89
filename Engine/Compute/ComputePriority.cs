namespace Lamella.Engine.Compute;

/// <summary>Which of the work waiting for a <see cref="ComputeLane"/> starts first; within one priority, the oldest.</summary>
public enum ComputePriority : byte
{
    /// <summary>Somebody watches: a slice, a decode that a slice waits for.</summary>
    Interactive = 0,

    /// <summary>Nobody watches: prefetch, thumbnails, statistics, workers.</summary>
    Background = 1,
}
