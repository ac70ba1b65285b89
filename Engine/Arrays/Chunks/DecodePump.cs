using Lamella.Engine.Compute;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// Decodes whichever chunk is the most urgent when a lane thread comes to it, not when it was posted. Posted once for
/// each decode that may run.
/// </summary>
internal sealed class DecodePump(ChunkScheduler scheduler, bool urgent) : IComputeWork
{
    public void Execute() => scheduler.DecodeNext(urgent);
}
