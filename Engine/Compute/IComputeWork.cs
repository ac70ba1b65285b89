namespace Lamella.Engine.Compute;

/// <summary>A piece of work that can be posted to a <see cref="ComputeLane"/> many times without allocating.</summary>
public interface IComputeWork
{
    /// <summary>
    /// Does the work, on a lane thread. It must not block and reports its own failures: what it throws reaches
    /// <see cref="ComputeLaneOptions.OnUnhandledException"/> only.
    /// </summary>
    void Execute();
}
