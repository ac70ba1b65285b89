using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lamella.Tests.Http;

/// <summary>A plain server of the files of a folder that honours ranges, each answer after a delay, and counts what it sends.</summary>
internal sealed class FolderServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly TimeSpan _delay;
    private readonly LoopbackServer _server;
    private long _bytesSent;

    public FolderServer(string folder, TimeSpan delay = default)
    {
        _folder = Path.GetFullPath(folder);
        _delay = delay;
        _server = new LoopbackServer(AnswerAsync);
    }

    public Uri Root => _server.Root;

    /// <summary>Bytes of files in complete answers.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>What was asked for, as it arrived.</summary>
    public IReadOnlyCollection<LoopbackRequest> Requests => _server.Requests;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(LoopbackRequest request, NetworkStream stream, CancellationToken cancellationToken)
    {
        await Task.Delay(_delay, cancellationToken);
        var path = Path.GetFullPath(Path.Combine(_folder, Uri.UnescapeDataString(request.Target.TrimStart('/'))));
        if (!path.StartsWith(_folder, StringComparison.Ordinal) || !File.Exists(path))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Status("404 Not Found")), cancellationToken);
            return;
        }

        var file = await File.ReadAllBytesAsync(path, cancellationToken);
        var (first, stop) = Range(request.Range, file.Length);
        var head = request.Range is null
            ? $"HTTP/1.1 200 OK\r\nContent-Length: {file.Length}\r\n\r\n"
            : $"HTTP/1.1 206 Partial Content\r\nContent-Length: {stop - first}\r\nContent-Range: bytes {first}-{stop - 1}/{file.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        if (request.Method != "HEAD")
        {
            await stream.WriteAsync(file.AsMemory(first..stop), cancellationToken);
            Interlocked.Add(ref _bytesSent, stop - first);
        }
    }

    private static (int First, int Stop) Range(string? range, int length)
    {
        if (range is null)
        {
            return (0, length);
        }

        var ends = range["bytes=".Length..].Split('-');
        if (ends[0].Length == 0)
        {
            return (Math.Max(0, length - int.Parse(ends[1], CultureInfo.InvariantCulture)), length);
        }

        var first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        var last = ends[1].Length == 0 ? length - 1 : int.Parse(ends[1], CultureInfo.InvariantCulture);
        return (first, Math.Min(last + 1, length));
    }
}
