namespace Lamella.Engine.Arrays.Formats;

/// <summary>
/// Opens each image once for all who ask at the same time, such as the layers of its channels; across a network also for
/// those who ask a moment later. A failure is not kept. Safe for concurrent use.
/// </summary>
/// <param name="inner">Opens them.</param>
/// <param name="timeProvider">By whose clock images are forgotten.</param>
public sealed class SharedImageOpener(IImageOpener inner, TimeProvider timeProvider) : IImageOpener
{
    /// <summary>How long a remote image is remembered: long enough to open its channels, too short to miss a change for long.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Opening> _openings = [];

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        var opening = Join(uri);
        try
        {
            return await opening.Image.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(uri, opening);
        }
    }

    private Opening Join(string uri)
    {
        lock (_gate)
        {
            if (!_openings.TryGetValue(uri, out var opening) || opening.IsStale(timeProvider, RememberedFor))
            {
                ForgetStaleNeedsLock();
                _openings[uri] = opening = new Opening();
                opening.Begin(inner, uri, timeProvider);
            }

            opening.Waiters++;
            return opening;
        }
    }

    private void Leave(string uri, Opening opening)
    {
        lock (_gate)
        {
            opening.Waiters--;
            if (opening.Waiters > 0 || opening.IsWorthKeeping)
            {
                return;
            }

            _ = opening.CancelAsync();
            if (_openings.GetValueOrDefault(uri) == opening)
            {
                _openings.Remove(uri);
            }
        }
    }

    private void ForgetStaleNeedsLock()
    {
        foreach (var (uri, _) in _openings.Where(pair => pair.Value.IsStale(timeProvider, RememberedFor)).ToList())
        {
            _openings.Remove(uri);
        }
    }

    /// <summary>One opening, which goes on while anybody waits for it; cancelling it stops it.</summary>
    private sealed class Opening : CancellationTokenSource
    {
        private long _ended;
        private volatile bool _isRemote;

        public Task<OpenedImage> Image { get; private set; } = null!;

        public int Waiters { get; set; }

        public bool IsWorthKeeping => Image.IsCompletedSuccessfully && _isRemote;

        public void Begin(IImageOpener inner, string uri, TimeProvider timeProvider) =>
            Image = Task.Run(
                async () =>
                {
                    var image = await inner.OpenAsync(uri, Token).ConfigureAwait(false);
                    Volatile.Write(ref _ended, timeProvider.GetTimestamp());
                    _isRemote = image.Levels[0].Metadata.StoreKind == StoreKind.Remote;
                    return image;
                },
                CancellationToken.None);

        public bool IsStale(TimeProvider timeProvider, TimeSpan age) =>
            Image.IsCompleted && (!IsWorthKeeping || timeProvider.GetElapsedTime(Volatile.Read(ref _ended)) > age);
    }
}
