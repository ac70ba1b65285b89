using Lamella.Cli.Output;
using Lamella.Contracts.Errors;

namespace Lamella.Cli.Images;

/// <summary>How long a command may take to open its layers and then to slice them: one time for both, from when this was made.</summary>
/// <param name="timeout">The time, above 0.</param>
/// <param name="time">The clock.</param>
internal sealed class Deadline(TimeSpan timeout, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _opening;

    /// <summary>What is left of the time.</summary>
    public TimeSpan Left => timeout - time.GetElapsedTime(_start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Opens a layer while there is time.</summary>
    /// <param name="uri">The layer's source, as the user wrote it.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unavailable"/>: the time was over first.</exception>
    public async Task OpenAsync(string uri, Func<CancellationToken, Task> open, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(Left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await open(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LamellaException(
                LamellaErrorCode.Unavailable, $"{uri} was not open after {Seconds(timeout)} s; give a longer --timeout.", uri);
        }

        _opening = time.GetElapsedTime(_start);
    }

    /// <summary>What to say of layers whose slicing has not ended in time.</summary>
    public string SlicingTookTooLong =>
        $"slicing was not over after {Seconds(timeout)} s, of which opening took {Seconds(_opening)} s; give a longer --timeout";

    private static string Seconds(TimeSpan span) => Figures.Number(Math.Round(span.TotalSeconds, 2));
}
