using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>One request being worked on by a layer grain. Runs in the grain's context.</summary>
internal sealed class SliceRun : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SliceRun? _superseded;

    /// <summary>Begins one.</summary>
    /// <param name="revision">The request's revision.</param>
    /// <param name="superseded">What was under way before; null for nothing.</param>
    /// <param name="cancellationToken">Whose cancelling cancels it too.</param>
    public SliceRun(Revision revision, SliceRun? superseded, CancellationToken cancellationToken)
    {
        Revision = revision;
        _superseded = superseded;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _stop.Token;
    }

    /// <summary>The request's revision.</summary>
    public Revision Revision { get; }

    /// <summary>Cancelled when the caller, or a newer request, cancels it.</summary>
    public CancellationToken Token { get; }

    /// <summary>Cancels what this takes the place of, and waits until it has ended. After that a layer computes one slice at a time.</summary>
    public async Task SupersedeAsync()
    {
        if (_superseded is { } older)
        {
            older.Cancel();
            await older._ended.Task;
            _superseded = null;
        }
    }

    /// <summary>Cancels it.</summary>
    public void Cancel()
    {
        if (!_ended.Task.IsCompleted)
        {
            _stop.Cancel();
        }
    }

    /// <summary>Tells that nothing runs for it any more.</summary>
    public void Dispose()
    {
        _ended.TrySetResult();
        _stop.Dispose();
    }
}
