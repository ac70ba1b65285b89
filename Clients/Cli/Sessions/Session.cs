using Lamella.Cli.Output;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Formats;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lamella.Cli.Sessions;

/// <summary>A connection to the service for the time of one command, with the silo if it is one of its own.</summary>
internal sealed class Session : IAsyncDisposable
{
    // Both ends may be starting cold on a busy machine; a refused connection is noticed earlier.
    private static readonly LamellaClientOptions Patient = new() { ConnectTimeout = TimeSpan.FromSeconds(20) };

    private readonly EmbeddedSilo? _silo;

    private Session(LamellaClient client, EmbeddedSilo? silo)
    {
        Client = client;
        _silo = silo;
    }

    /// <summary>The service.</summary>
    public LamellaClient Client { get; }

    /// <summary>What the chunk scheduler has counted so far; null where it is in another process.</summary>
    public ChunkSchedulerCounters? ChunkCounters => _silo?.Services.GetRequiredService<ChunkScheduler>().GetCounters();

    /// <summary>Connects, or starts a silo.</summary>
    /// <param name="options">How.</param>
    /// <param name="console">Where the log goes.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    public static async Task<Session> OpenAsync(SessionOptions options, CommandConsole console, CancellationToken cancellationToken)
    {
        if (options.Connect is { } address)
        {
            if (options.LatencyLog is not null)
            {
                throw new UsageException("--latency-log is of a silo in this process; give it to 'lamella serve' rather than with --connect.");
            }

            if (options.ReadDelay != TimeSpan.Zero)
            {
                throw new UsageException("--delay slows the reads of a silo in this process; it does not go with --connect.");
            }

            await ServiceProbe.KnockAsync(address, console.Time, cancellationToken).ConfigureAwait(false);
            return new Session(await LamellaClient.ConnectAsync(address, Patient, cancellationToken).ConfigureAwait(false), null);
        }

        var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions
            {
                Log = options.Verbose ? new ConsoleLogProvider(console) : null,
                LogLevel = LogLevel.Information,
                Slicing = slicing => slicing.LatencyLog = options.LatencyLog,

                // Whoever types a URL at this silo is the one who runs it.
                Remote = remote => remote.AllowAny = true,
                Services = options.ReadDelay == TimeSpan.Zero ? null : services => services.AddSingleton<IImageOpener>(provider =>
                    new DelayedImageOpener(
                        FormatRegistry.CreateDefault(remote: provider.GetRequiredService<RemoteScheme>()), options.ReadDelay, console.Time)),
            },
            cancellationToken).ConfigureAwait(false);
        return new Session(LamellaClient.FromServices(silo.Services), silo);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().ConfigureAwait(false);
        if (_silo is not null)
        {
            await _silo.DisposeAsync().ConfigureAwait(false);
        }
    }
}
