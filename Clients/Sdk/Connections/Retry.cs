using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Orleans.Runtime.Messaging;

namespace Lamella.Sdk.Connections;

/// <summary>
/// Repeats calls that got no answer, with growing pauses: Orleans itself repeats none. Only calls that may be made twice
/// go through it.
/// </summary>
internal sealed class Retry(LamellaClientOptions options, string address)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes a call until it is answered, or for as long as the options say.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops repeating.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unavailable"/>, or what the service answered.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped it; also where a call under way then got no answer.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var clock = options.TimeProvider;
        var start = clock.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsUnanswered(exception))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    throw new OperationCanceledException("The call was stopped before it was answered.", exception, cancellationToken);
                }

                if (clock.GetElapsedTime(start) + pause > options.RetryFor)
                {
                    throw new LamellaException(
                        LamellaErrorCode.Unavailable,
                        $"The service at {address} did not answer for {clock.GetElapsedTime(start).TotalSeconds:0.#} s: "
                        + "check that 'lamella serve' still runs there, then try again.",
                        path: address,
                        innerException: exception);
                }

                await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>
    /// Whether an exception means that the call got no answer, rather than that it failed. Cancelled by somebody else than
    /// the caller is one: Orleans says so of a call that waited too long for a grain of a lost silo.
    /// </summary>
    public static bool IsUnanswered(Exception exception) => exception
        is SiloUnavailableException
        or OrleansMessageRejectionException
        or GatewayTooBusyException
        or ClientNotAvailableException
        or TimeoutException
        or ConnectionFailedException
        or OperationCanceledException
        or SocketException;
}
