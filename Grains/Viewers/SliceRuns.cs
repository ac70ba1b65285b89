using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Viewers;

/// <summary>
/// The slice tasks of a viewer: at most one a layer, every one tracked until it has ended. Runs in the grain's context.
/// </summary>
internal sealed class SliceRuns(
    ViewerId viewer, IGrainFactory grains, ISliceSink sink, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>How long a slow slice is believed to be under way before its layer is asked.</summary>
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    /// <summary>How long a request is repeated where no layer grain answers.</summary>
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<LayerId, CancellationTokenSource> _newest = [];
    private readonly HashSet<Task> _running = [];

    /// <summary>Slices a layer; what runs for it already is cancelled.</summary>
    public void Start(LayerSliceRequest request)
    {
        Cancel(request.Layer.Id);
        var stop = new CancellationTokenSource();
        _newest[request.Layer.Id] = stop;
        Track(RunAsync(request, stop), request.Layer.Id);
    }

    /// <summary>Keeps other work for a layer until it has ended; what it could not do is logged.</summary>
    public void Track(Task work, LayerId layer)
    {
        var tracked = LogAsync(work, layer);
        if (!tracked.IsCompleted)
        {
            _running.Add(tracked);
            _ = ForgetAsync(tracked);
        }
    }

    /// <summary>Cancels what runs for a layer.</summary>
    public void Cancel(LayerId layer)
    {
        if (_newest.Remove(layer, out var stop))
        {
            stop.Cancel();
        }
    }

    /// <summary>Cancels everything.</summary>
    public void Dispose()
    {
        foreach (var layer in _newest.Keys.ToList())
        {
            Cancel(layer);
        }
    }

    /// <summary>Waits until every task has ended.</summary>
    public Task WhenEndedAsync() => Task.WhenAll(_running.ToArray());

    private async Task ForgetAsync(Task run)
    {
        await run;
        _running.Remove(run);
    }

    private async Task LogAsync(Task work, LayerId layer)
    {
        try
        {
            await work;
        }
        catch (Exception exception)
        {
            ViewerLog.NotDone(logger, exception, viewer.Value, layer.Value);
        }
    }

    private async Task RunAsync(LayerSliceRequest request, CancellationTokenSource stop)
    {
        var start = clock.GetTimestamp();
        using (stop)
        {
            try
            {
                var response = await AskAsync(request, start, stop.Token);
                if (!stop.IsCancellationRequested)
                {
                    sink.OnSliced(response with { Timings = Complete(response.Timings, clock.GetElapsedTime(start)) });
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                ViewerLog.Superseded(logger, viewer.Value, request.Layer.Id.Value, request.Revision);
            }
            catch (LamellaException exception)
            {
                ViewerLog.Failed(logger, viewer.Value, request.Layer.Id.Value, request.Revision, exception.Message);
                sink.OnFailed(new SliceFailure(request.Layer.Id, request.Revision, exception.Code, exception.Message));
            }
            catch (Exception exception)
            {
                ViewerLog.Defect(logger, exception, viewer.Value, request.Layer.Id.Value, request.Revision);
                sink.OnFailed(new SliceFailure(
                    request.Layer.Id,
                    request.Revision,
                    LamellaErrorCode.Internal,
                    $"Slicing hit a defect of Lamella, please report it: {exception.GetType().Name}: {exception.Message}"));
            }
            finally
            {
                if (_newest.TryGetValue(request.Layer.Id, out var newest) && newest == stop)
                {
                    _newest.Remove(request.Layer.Id);
                }
            }
        }
    }

    /// <summary>Asks the layer grain until one answers; Orleans itself repeats nothing.</summary>
    private async Task<LayerSliceResponse> AskAsync(LayerSliceRequest request, long start, CancellationToken stop)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await AskOnceAsync(request, stop);
            }
            catch (Exception exception) when (IsUnanswered(exception) && !stop.IsCancellationRequested)
            {
                if (clock.GetElapsedTime(start) + pause > AskFor)
                {
                    throw new LamellaException(
                        LamellaErrorCode.Unavailable,
                        $"No silo answered for layer '{request.Layer.Name}' in {AskFor.TotalSeconds:0} s; move again to retry.",
                        innerException: exception);
                }

                ViewerLog.AskingAgain(logger, viewer.Value, request.Layer.Id.Value);
                await Task.Delay(pause, clock, stop);
                pause *= 2;
            }
        }
    }

    private async Task<LayerSliceResponse> AskOnceAsync(LayerSliceRequest request, CancellationToken stop)
    {
        var layer = grains.GetGrain<ILayerGrain>(LayerGrainKey.Create(viewer, request.Layer.Id));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var slicing = layer.Slice(request, giveUp.Token);
        while (!slicing.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var pause = Task.Delay(WatchPeriod, clock, over.Token);
            if (await Task.WhenAny(slicing, pause) == slicing)
            {
                await over.CancelAsync();
                break;
            }

            // A call in flight to a silo that died would only end with its timeout, minutes later.
            if (!stop.IsCancellationRequested && !await IsWorkingAsync(layer, request.Revision) && !slicing.IsCompleted)
            {
                await giveUp.CancelAsync();
            }
        }

        return await slicing;
    }

    private static async Task<bool> IsWorkingAsync(ILayerGrain layer, Revision revision)
    {
        try
        {
            return await layer.IsWorking(revision);
        }
        catch (Exception exception) when (IsUnanswered(exception))
        {
            return false;
        }
    }

    private static bool IsUnanswered(Exception exception) =>
        exception is OperationCanceledException or TimeoutException or OrleansException;

    /// <summary>What the layer did not measure was spent on the way.</summary>
    private static SliceTimings Complete(SliceTimings timings, TimeSpan total)
    {
        var rest = total - timings.Debounced - timings.Planned - timings.Read - timings.Assembled;
        return timings with { Total = total, Queued = rest > TimeSpan.Zero ? rest : TimeSpan.Zero };
    }
}
