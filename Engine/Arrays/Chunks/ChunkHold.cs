using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// Keeps wanting what one slice has begun to read and the next will need, from before the first is cancelled until the
/// second has asked for it. It starts no read.
/// </summary>
public sealed class ChunkHold : IDisposable
{
    private readonly CancellationTokenSource _release = new();
    private bool _isReleased;

    private ChunkHold()
    {
    }

    /// <summary>Takes hold of the chunks of a demand that are on their way.</summary>
    /// <param name="reader">Who brings them.</param>
    /// <param name="demand">What the next slice will need; null for nothing.</param>
    /// <returns>Lets go of them when disposed; null where none are on their way.</returns>
    public static ChunkHold? Take(IChunkReader reader, ChunkDemand? demand)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (demand is null || reader.OnTheirWay(demand) is not { Count: > 0 } shared)
        {
            return null;
        }

        // As prefetch, for what arrives meanwhile has not been shown yet.
        var hold = new ChunkHold();
        _ = hold.WaitAsync(reader, shared with { Priority = ChunkPriority.Prefetch });
        return hold;
    }

    /// <summary>Lets go. Not safe for concurrent use.</summary>
    public void Dispose()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            _release.Cancel();
            _release.Dispose();
        }
    }

    private async Task WaitAsync(IChunkReader reader, ChunkDemand shared)
    {
        try
        {
            await reader.ReadAsync(shared, static (_, _) => { }, _release.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Let go, as asked.
        }
        catch (LamellaException)
        {
            // The slice that asks for the chunk in earnest causes a new read, and tells why it fails.
        }
    }
}
