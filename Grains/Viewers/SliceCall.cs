namespace Lamella.Grains.Viewers;

/// <summary>One slice asked of a layer grain. Runs in the viewer grain's context.</summary>
internal sealed class SliceCall : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when nobody wants the layer's slice any more.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether its outcome is of no interest any more: cancelled, or superseded by a newer call of the layer.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Tells that a newer call of the same layer has taken its place.</summary>
    public void Supersede() => IsOver = true;

    /// <summary>Cancels it.</summary>
    public void Cancel()
    {
        IsOver = true;
        _stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();
}
