using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;

namespace Lamella.Cli.Scrubbing;

/// <summary>Moves a slider as a hand would, at a steady rate and without ever waiting for slices, and watches what comes of it.</summary>
internal sealed class Scrubber(Viewer viewer, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly Dictionary<Revision, long> _asked = [];
    private readonly Dictionary<Revision, (long At, bool IsReady)> _ended = [];
    private readonly TaskCompletionSource _watching = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Scrubs along an axis.</summary>
    /// <param name="dims">Where to begin.</param>
    /// <param name="axis">The slider.</param>
    /// <param name="interval">Between two requests.</param>
    /// <param name="requests">How many.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ScrubReport> RunAsync(Dims dims, int axis, TimeSpan interval, int requests, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = WatchAsync(stop.Token);
        await _watching.Task.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        var start = time.GetTimestamp();
        var last = await MoveAsync(ScrubTrace.Create(dims.Nsteps[axis], requests), dims, axis, interval, cancellationToken).ConfigureAwait(false);
        await WaitForEndAsync(last, cancellationToken).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        return Report(start);
    }

    private async Task<Revision> MoveAsync(
        long[] trace, Dims dims, int axis, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        var calls = new List<Task<Revision>>(trace.Length);
        foreach (var step in trace)
        {
            calls.Add(AskAsync(dims.WithCurrentStep(axis, step), cancellationToken));
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }

        var revisions = await Task.WhenAll(calls).ConfigureAwait(false);
        return revisions.Max();
    }

    private async Task<Revision> AskAsync(Dims dims, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var revision = await viewer.SetDimsAsync(dims, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _asked.TryAdd(revision, asked);
        }

        return revision;
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in viewer.SubscribeAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                _watching.TrySetResult();
                if (happened is SliceReady or SliceFailed)
                {
                    End(happened.Revision, happened is SliceReady);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Scrubbing is over.
        }
        catch (Exception error)
        {
            _watching.TrySetException(error);
            throw;
        }
    }

    private void End(Revision revision, bool isReady)
    {
        lock (_gate)
        {
            _ended.TryAdd(revision, (time.GetTimestamp(), isReady));
            _news.TrySetResult();
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task WaitForEndAsync(Revision last, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_ended.Keys.Any(revision => revision >= last))
                {
                    return;
                }

                news = _news.Task;
            }

            await news.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ScrubReport Report(long start)
    {
        lock (_gate)
        {
            var (latencies, shown, failed, lastReady) = (new LatencyHistogram(), 0, 0, TimeSpan.Zero);
            foreach (var (revision, asked) in _asked)
            {
                if (_ended.TryGetValue(revision, out var end) && end.IsReady)
                {
                    latencies.Add(time.GetElapsedTime(asked, end.At));
                    lastReady = TimeSpan.FromTicks(Math.Max(lastReady.Ticks, time.GetElapsedTime(start, end.At).Ticks));
                    shown++;
                }
                else if (end.At != 0)
                {
                    failed++;
                }
            }

            return new ScrubReport(_asked.Count, shown, failed, latencies, lastReady, null, null, null);
        }
    }
}
