using System.Net;
using System.Net.Sockets;

namespace Lamella.Tests.Ports;

/// <summary>
/// Ports of loopback for processes that listen a moment later, or again after they were killed. They lie below those that the
/// system gives to outgoing connections, which would take one of theirs in between.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>A port on which nobody listens now.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; another one, then.
            }
        }
    }
}
