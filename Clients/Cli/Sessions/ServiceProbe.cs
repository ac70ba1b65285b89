using System.Globalization;
using System.Net.Sockets;
using Lamella.Contracts.Errors;

namespace Lamella.Cli.Sessions;

/// <summary>Knocks at an address, so that a wrong one is told at once and a slow one is waited for.</summary>
internal static class ServiceProbe
{
    private const int DefaultPort = 30000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Throws where nobody listens.</summary>
    /// <param name="address"><c>HOST:PORT</c>; several, and what is no such thing, are left to whoever parses it.</param>
    /// <param name="time">Measures the patience.</param>
    /// <param name="cancellationToken">Stops knocking.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unavailable"/>.</exception>
    public static async Task KnockAsync(string address, TimeProvider time, CancellationToken cancellationToken)
    {
        if (address.Contains(','))
        {
            // One silo of a cluster may be down: whoever connects finds out which are there.
            return;
        }

        var colon = address.LastIndexOf(':');
        var isPort = int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (colon == 0 || (colon > 0 && (!isPort || port is < 1 or > ushort.MaxValue)))
        {
            return;
        }

        using var socket = new TcpClient();
        try
        {
            var connecting = socket.ConnectAsync(colon < 0 ? address : address[..colon], colon < 0 ? DefaultPort : port, cancellationToken);
            await connecting.AsTask().WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            throw new LamellaException(
                LamellaErrorCode.Unavailable,
                $"Nothing answers at {address}: start a service there with 'lamella serve', or check the address.",
                address,
                innerException: error);
        }
    }
}
