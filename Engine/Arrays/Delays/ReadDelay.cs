namespace Lamella.Engine.Arrays.Delays;

/// <summary>
/// Slow storage, imitated: every read waits first, cancellably, and is counted. Safe for concurrent use.
/// </summary>
/// <param name="delay">How long a read waits.</param>
/// <param name="timeProvider">By whose clock.</param>
public sealed class ReadDelay(TimeSpan delay, TimeProvider timeProvider)
{
    private long _started;
    private long _finished;
    private long _cancelled;

    /// <summary>How long a read waits.</summary>
    public TimeSpan Delay => delay;

    /// <summary>Reads begun: their clock is running.</summary>
    public long Started => Interlocked.Read(ref _started);

    /// <summary>Reads that ended with data, absence or a failure.</summary>
    public long Finished => Interlocked.Read(ref _finished);

    /// <summary>Reads cancelled while they waited or read.</summary>
    public long Cancelled => Interlocked.Read(ref _cancelled);

    /// <summary>Waits, then reads.</summary>
    /// <typeparam name="TState">What the read needs.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="read">The read.</param>
    /// <param name="state">Given to it.</param>
    /// <param name="cancellationToken">Ends the wait or the read.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<T> ReadAsync<TState, T>(
        Func<TState, CancellationToken, ValueTask<T>> read, TState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        var wait = Task.Delay(delay, timeProvider, cancellationToken);
        Interlocked.Increment(ref _started);
        var cancelled = false;
        try
        {
            await wait.ConfigureAwait(false);
            return await read(state, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancelled = true;
            throw;
        }
        finally
        {
            Interlocked.Increment(ref cancelled ? ref _cancelled : ref _finished);
        }
    }
}
