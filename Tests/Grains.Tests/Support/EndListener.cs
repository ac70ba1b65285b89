using System.Collections.Concurrent;
using System.Diagnostics;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;

namespace Lamella.Grains.Tests.Support;

/// <summary>Hears the ends of a viewer's revisions, and when.</summary>
internal sealed class EndListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<TimeSpan> _heard = new();
    private readonly ConcurrentQueue<string> _statuses = new();
    private readonly Stopwatch _watch;
    private readonly Task _listening;
    private volatile ViewerEvent? _last;
    private volatile TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EndListener(Viewer viewer, Stopwatch watch)
    {
        _watch = watch;
        _listening = ListenAsync(viewer);
    }

    /// <summary>The last revision whose end was heard.</summary>
    public Revision Shown => _last?.Revision ?? default;

    /// <summary>Whether no revision was heard after a newer one, or twice.</summary>
    public bool IsInOrder { get; private set; } = true;

    /// <summary>What the subscription told of itself.</summary>
    public IReadOnlyCollection<string> Statuses => _statuses;

    /// <summary>Waits until a revision, or a newer one, has ended; or until the patience does.</summary>
    public async Task UntilAsync(Revision revision, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var more = _more.Task;
            if (Shown >= revision || timeout.IsCancellationRequested)
            {
                return;
            }

            await more.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The longest time between two ends, from a moment on.</summary>
    public TimeSpan LongestSilenceAfter(TimeSpan moment)
    {
        var times = _heard.Where(time => time > moment).Prepend(moment).ToList();
        return times.Zip(times.Skip(1), (before, after) => after - before).DefaultIfEmpty().Max();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ListenAsync(Viewer viewer)
    {
        await foreach (var end in viewer.SubscribeAsync(status => _statuses.Enqueue($"{status.Kind}"), _stop.Token))
        {
            if (end is SliceReady or SliceFailed)
            {
                IsInOrder &= end.Revision > Shown;
                _last = end;
                _heard.Enqueue(_watch.Elapsed);
                Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
        }
    }
}
