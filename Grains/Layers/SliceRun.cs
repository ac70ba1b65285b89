using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>
/// One request being worked on by a layer grain: what it gives, previews and then the slice, is handed out call by call.
/// Runs in the grain's context, but for <see cref="Cancel"/>.
/// </summary>
/// <param name="revision">The request's revision.</param>
/// <param name="superseded">What was under way before; null for nothing.</param>
#pragma warning disable CA1001 // A source without timer or link holds nothing to give back, and this one may be cancelled at any time.
internal sealed class SliceRun(Revision revision, SliceRun? superseded)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Who waits goes on within the turn that gives: another turn would only be later.
    private readonly Channel<LayerSliceResponse> _given = Channel.CreateUnbounded<LayerSliceResponse>(
        new UnboundedChannelOptions { AllowSynchronousContinuations = true, SingleWriter = true });

    private SliceRun? _superseded = superseded;

    /// <summary>The request's revision.</summary>
    public Revision Revision { get; } = revision;

    /// <summary>Cancelled when a caller, or a newer request, cancels it.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether a caller would still be answered.</summary>
    public bool IsAlive => !_ended.Task.IsCompleted || _given.Reader.Count > 0;

    /// <summary>Whether there is something under way still that this takes the place of.</summary>
    public bool IsSuperseding => _superseded is { _ended.Task.IsCompleted: false };

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

    /// <summary>Cancels it. May be called on any thread, at any time.</summary>
    public void Cancel() => _stop.Cancel();

    /// <summary>Gives a preview, or the slice.</summary>
    public void Give(LayerSliceResponse response) => _given.Writer.TryWrite(response);

    /// <summary>Tells that nothing runs for it any more.</summary>
    /// <param name="error">Why there is no slice; null where there is.</param>
    public void End(Exception? error = null)
    {
        _given.Writer.TryComplete(error);
        _ended.TrySetResult();
    }

    /// <summary>The newest that has been given and not handed out yet; waits for it.</summary>
    /// <param name="cancellationToken">Cancels the whole run.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<LayerSliceResponse> NextAsync(CancellationToken cancellationToken)
    {
        using var stopping = cancellationToken.UnsafeRegister(static run => ((SliceRun)run!).Cancel(), this);
        try
        {
            var next = await _given.Reader.ReadAsync(CancellationToken.None);
            while (_given.Reader.TryRead(out var newer))
            {
                next = newer;
            }

            return next;
        }
        catch (ChannelClosedException closed)
        {
            ExceptionDispatchInfo.Throw(closed.InnerException ?? new OperationCanceledException($"Revision {Revision} has been answered already."));
            throw;
        }
    }
}
