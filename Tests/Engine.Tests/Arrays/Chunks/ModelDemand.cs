using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>One demand of the model: what it asked for, what it was given, and whether its end is a right one.</summary>
internal sealed class ModelDemand(ChunkDemand demand, double absences) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly int[] _deliveries = new int[demand.Count];
    private Task<ChunkReadStatistics>? _reading;
    private string? _breach;

    public bool IsEnded => _reading!.IsCompleted;

    public void Start(ChunkScheduler scheduler) => _reading = scheduler.ReadAsync(demand, Take, _cancellation.Token).AsTask();

    public void Dispose() => _cancellation.Dispose();

    public void Cancel() => _cancellation.Cancel();

    /// <summary>What is wrong with how the demand ended; null where nothing is.</summary>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _reading!.WaitAsync(cancellationToken);
            return _breach ?? (Array.TrueForAll(_deliveries, static count => count == 1) ? null : "A chunk was not delivered once.");
        }
        catch (OperationCanceledException)
        {
            return _breach ?? (_cancellation.IsCancellationRequested ? null : "It was cancelled, or starved, without being asked to.");
        }
        catch (LamellaException error)
        {
            var failed = int.Parse(error.Got!, CultureInfo.InvariantCulture);
            return _breach ?? (demand.ChunkIndices.Contains(failed) ? null : $"It failed for chunk {failed}, which it does not want.");
        }
    }

    private void Take(int ordinal, ReadOnlySpan<byte> chunk)
    {
        var expected = demand.ChunkIndices[ordinal];
        if (_reading is { IsCompleted: true })
        {
            _breach = "It was given a chunk after its end.";
        }
        else if (Interlocked.Increment(ref _deliveries[ordinal]) != 1)
        {
            _breach = $"Chunk {expected} was delivered twice.";
        }
        else if (expected % 10 < absences * 10 ? !chunk.IsEmpty : chunk.IsEmpty || chunk.ContainsAnyExcept((byte)expected))
        {
            _breach = $"Chunk {expected} holds something else.";
        }
    }
}
