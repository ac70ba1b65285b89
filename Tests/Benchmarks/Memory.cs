namespace Lamella.Benchmarks;

/// <summary>Watches the memory of this process, as the operating system counts it.</summary>
internal sealed class Memory : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    /// <summary>Begins to watch.</summary>
    public Memory()
    {
        GC.Collect();
        Start = Peak = Environment.WorkingSet;
        _watching = WatchAsync();
    }

    /// <summary>The working set in the beginning, bytes.</summary>
    public long Start { get; }

    /// <summary>The largest working set since, bytes.</summary>
    public long Peak { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Peak = Math.Max(Peak, Environment.WorkingSet);
            await Task.Delay(Period, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
