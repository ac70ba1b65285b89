using System.Threading.Channels;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lamella.Grains.Diagnostics;

/// <summary>
/// Appends lines to the latency log of a silo, on the thread pool; where the disk does not keep up, lines are dropped rather than
/// slices delayed. Safe for concurrent use.
/// </summary>
internal sealed class LatencyLog : IAsyncDisposable
{
    private const int MostWaiting = 4096;

    private readonly Channel<LatencyRecord>? _waiting;
    private readonly Task _writing = Task.CompletedTask;
    private readonly ILogger _logger;

    /// <summary>Opens the log that the options name, or none.</summary>
    public LatencyLog(IOptions<SlicingOptions> options, ILogger<LatencyLog> logger)
    {
        _logger = logger;
        if (!string.IsNullOrWhiteSpace(options.Value.LatencyLog))
        {
            _waiting = Channel.CreateBounded<LatencyRecord>(
                new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
            _writing = Task.Run(() => WriteAsync(options.Value.LatencyLog, _waiting.Reader));
        }
    }

    /// <summary>Whether anything is written.</summary>
    public bool IsOn => _waiting is not null;

    /// <summary>Writes a line, some time soon.</summary>
    public void Write(LatencyRecord record) => _waiting?.Writer.TryWrite(record);

    /// <summary>Waits until all lines are written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting?.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAsync(string path, ChannelReader<LatencyRecord> records)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            await using var writer = new StreamWriter(file);
            while (await records.WaitToReadAsync().ConfigureAwait(false))
            {
                while (records.TryRead(out var record))
                {
                    await writer.WriteLineAsync(record.ToLine()).ConfigureAwait(false);
                }

                await writer.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            LatencyLogMessages.NotWritten(_logger, path, exception.Message);
        }
    }
}
