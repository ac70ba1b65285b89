using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lamella.Tests.Http;

/// <summary>
/// An HTTP/1.1 server on loopback that answers exactly what a test tells it to, byte for byte, right or wrong. One request
/// a connection.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<LoopbackRequest, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;

    public LoopbackServer(Func<LoopbackRequest, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Root => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public ConcurrentQueue<LoopbackRequest> Requests { get; } = [];

    /// <summary>Completed by each connection that the client closed before the answer was complete.</summary>
    public SemaphoreSlim Hangups { get; } = new(0);

    /// <summary>Released when an answer stalls.</summary>
    public SemaphoreSlim Stalls { get; } = new(0);

    public static LoopbackServer Answering(params string[] answers)
    {
        var next = -1;
        return new LoopbackServer((_, stream, token) =>
            stream.WriteAsync(Encoding.Latin1.GetBytes(answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]), token).AsTask());
    }

    public static string Ok(string body, string headers = "") => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    public static string Status(string status, string headers = "") => $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{headers}\r\n";

    public static string Part(string body, string contentRange) =>
        $"HTTP/1.1 206 Partial Content\r\nContent-Length: {body.Length}\r\nContent-Range: {contentRange}\r\n\r\n{body}";

    /// <summary>Writes the beginning of an answer and then nothing until the client hangs up.</summary>
    public async Task StallAsync(NetworkStream stream, string beginning, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), cancellationToken);
        Stalls.Release();
        try
        {
            await stream.ReadExactlyAsync(new byte[1], cancellationToken);
        }
        catch (IOException)
        {
            Hangups.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Accepting ends first: of a listener that has been stopped, the next connection is an invalid operation.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
        Hangups.Dispose();
        Stalls.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The server stops.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var buffer = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    await stream.ReadExactlyAsync(buffer, _stop.Token);
                    head.Append((char)buffer[0]);
                }

                var request = LoopbackRequest.Parse(head.ToString());
                Requests.Enqueue(request);
                await _answer(request, stream, _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client went away, or the server stops.
            }
        }
    }
}
