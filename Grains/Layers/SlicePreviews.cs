using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Layers;

/// <summary>
/// What is shown until a slice is there: a coarser level as soon as it is made, and at the deadline the best pixels so far.
/// Runs in the grain's context; ends, and gives its memory back, when the slice is there.
/// </summary>
/// <param name="plan">The slice.</param>
/// <param name="lane">Where previews are made.</param>
/// <param name="reader">Brings their chunks.</param>
/// <param name="clock">Measures the deadline.</param>
/// <param name="give">Keeps a preview and announces it.</param>
/// <param name="drop">Keeps it no longer.</param>
/// <param name="logger">Told of a preview that hit a defect.</param>
/// <param name="stop">Cancelled when nobody wants the slice any more.</param>
internal sealed class SlicePreviews(
    ILayerSlicing plan,
    ComputeLane lane,
    IChunkReader reader,
    TimeProvider clock,
    Func<FinishedSlice, KeptSlice> give,
    Action<KeptSlice> drop,
    ILogger logger,
    CancellationToken stop) : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly List<KeptSlice> _given = [];
    private Task _coarse = Task.CompletedTask;
    private Task _deadline = Task.CompletedTask;
    private ILayerSlicing? _preview;

    /// <summary>Begins.</summary>
    /// <param name="preview">The coarser level; null where none is worth it.</param>
    /// <param name="deadline">From now; null for none.</param>
    public void Begin(ILayerSlicing? preview, TimeSpan? deadline)
    {
        if (preview is not null)
        {
            _coarse = GiveAsync(preview);
        }

        if (deadline is { } time)
        {
            _deadline = GiveSoFarAsync(time);
        }
    }

    /// <summary>The slice is there, or will not be: nothing more is given.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        try
        {
            await Task.WhenAll(_coarse, _deadline);
        }
        catch (Exception exception)
        {
            // What shows until the slice is there must never cost the slice.
            LayerLog.PreviewLost(logger, exception);
        }
        finally
        {
            _given.ForEach(drop);
            _over.Dispose();
        }
    }

    private async Task GiveAsync(ILayerSlicing preview)
    {
        try
        {
            var finished = await await lane.RunAsync(
                () => preview.SliceAsync(reader, _over.Token).AsTask(), ComputePriority.Interactive, _over.Token);
            _preview = Give(finished) ? preview : null;
        }
        catch (Exception exception) when (exception is OperationCanceledException or LamellaException)
        {
            // The slice itself tells what is wrong; a preview that cannot be made is no failure.
            _preview = null;
        }
    }

    private async Task GiveSoFarAsync(TimeSpan deadline)
    {
        try
        {
            await Task.Delay(deadline, clock, _over.Token);
            var kept = _preview is null ? null : _given[0];
            using var lease = kept?.Memory.TryRead(0, kept.Memory.Length);
            var bytes = lease?.Bytes ?? default;
            var soFar = await lane.RunAsync(
                () => plan.SoFar(lease is null ? null : _preview, bytes), ComputePriority.Interactive, _over.Token);
            if (soFar is not null)
            {
                Give(soFar);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or LamellaException)
        {
            // As above.
            return;
        }
    }

    private bool Give(FinishedSlice finished)
    {
        if (_over.IsCancellationRequested)
        {
            finished.Dispose();
            return false;
        }

        _given.Add(give(finished));
        return true;
    }
}
