using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Viewers;

/// <summary>
/// The slice tasks of a viewer: one a layer counts, every one is tracked until it has ended. Runs in the grain's context.
/// </summary>
/// <remarks>
/// A request that a newer one of its layer supersedes is not cancelled from here: the layer grain does that, once it has
/// taken hold of the chunks that both want. Cancelled from here, they would be let go of, and read a second time.
/// </remarks>
internal sealed class SliceRuns(
    ViewerId viewer, LayerGrains grains, ISliceSink sink, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>How long a slow slice is believed to be under way before its layer is asked.</summary>
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    /// <summary>How long a request is repeated where no layer grain answers.</summary>
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<LayerId, SliceCall> _newest = [];
    private readonly HashSet<SliceCall> _calls = [];
    private readonly HashSet<Task> _running = [];

    /// <summary>Slices a layer; what runs for it already is superseded.</summary>
    public void Start(LayerSliceRequest request)
    {
        if (_newest.TryGetValue(request.Layer.Id, out var older))
        {
            older.Supersede();
        }

        var call = new SliceCall();
        _calls.Add(call);
        _newest[request.Layer.Id] = call;
        Track(RunAsync(request, call), request.Layer.Id);
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
        if (_newest.Remove(layer, out var call))
        {
            call.Cancel();
        }
    }

    /// <summary>Cancels everything.</summary>
    public void Dispose()
    {
        foreach (var call in _calls.ToList())
        {
            call.Cancel();
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

    private async Task RunAsync(LayerSliceRequest request, SliceCall call)
    {
        var start = clock.GetTimestamp();
        using (call)
        {
            try
            {
                var asked = request;
                LayerSliceResponse response;
                do
                {
                    response = await AskAsync(asked, start, call);
                    asked = request with { Refines = true };
                    if (!call.IsOver)
                    {
                        sink.OnSliced(response with { Timings = Complete(response.Timings, clock.GetElapsedTime(start)) });
                    }
                }
                while (response is ImageSliceResponse { IsPreview: true } && !call.IsOver);
                if (response is ImageSliceResponse { IsPreview: true } && call.Token.IsCancellationRequested)
                {
                    await StopAsync(asked);
                }
            }
            catch (Exception) when (call.IsOver)
            {
                ViewerLog.Superseded(logger, viewer.Value, request.Layer.Id.Value, request.Revision);
            }
            catch (LamellaException exception)
            {
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
                _calls.Remove(call);
                if (_newest.TryGetValue(request.Layer.Id, out var newest) && newest == call)
                {
                    _newest.Remove(request.Layer.Id);
                }
            }
        }
    }

    /// <summary>Asks the layer grain until one answers; Orleans itself repeats nothing.</summary>
    private async Task<LayerSliceResponse> AskAsync(LayerSliceRequest request, long start, SliceCall call)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await AskOnceAsync(request, call);
            }
            catch (Exception exception) when (IsUnanswered(exception) && !call.IsOver)
            {
                if (clock.GetElapsedTime(start) + pause > AskFor)
                {
                    throw new LamellaException(
                        LamellaErrorCode.Unavailable,
                        $"No silo answered for layer '{request.Layer.Name}' in {AskFor.TotalSeconds:0} s; move again to retry.",
                        innerException: exception);
                }

                ViewerLog.AskingAgain(logger, viewer.Value, request.Layer.Id.Value);
                await Task.Delay(pause, clock, call.Token);
                pause *= 2;
            }
        }
    }

    private async Task<LayerSliceResponse> AskOnceAsync(LayerSliceRequest request, SliceCall call)
    {
        var layer = grains.Of(request.Layer.Id);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        var slicing = layer.Slice(request, giveUp.Token);
        while (true)
        {
            try
            {
                return await slicing.WaitAsync(WatchPeriod, clock);
            }
            catch (TimeoutException) when (!slicing.IsCompleted)
            {
                // A call in flight to a silo that died would only end with its timeout, minutes later.
                if (!call.Token.IsCancellationRequested && !await IsWorkingAsync(layer, request.Revision) && !slicing.IsCompleted)
                {
                    await giveUp.CancelAsync();
                }
            }
        }
    }

    /// <summary>Stops a layer that goes on after a preview: cancelled while that was on its way, there was no call to cancel.</summary>
    private async Task StopAsync(LayerSliceRequest refining)
    {
        var layer = grains.Of(refining.Layer.Id);
        if (await IsWorkingAsync(layer, refining.Revision))
        {
            using var stop = new CancellationTokenSource();
            var slicing = layer.Slice(refining, stop.Token);
            await stop.CancelAsync();
            await slicing.WaitAsync(WatchPeriod, clock);
        }
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
