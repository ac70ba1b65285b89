using System.Net;
using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Lamella.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lamella.Silo.Hosting;

/// <summary>
/// A silo of its own cluster within this process, on free ports of loopback. Clients of the process use
/// <see cref="Services"/>, those of other processes connect to <see cref="Gateway"/>.
/// </summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    /// <summary>How often a port that somebody else took meanwhile is replaced.</summary>
    private const int MostAttempts = 5;

    private readonly IHost _host;

    private EmbeddedSilo(IHost host, IPEndPoint gateway)
    {
        _host = host;
        Gateway = gateway;
    }

    /// <summary>The silo's services, from which a client within the process is made.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Where clients of other processes connect; on loopback.</summary>
    public IPEndPoint Gateway { get; }

    /// <summary>Starts one.</summary>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unavailable"/>: the gateway's port is taken.</exception>
    public static async Task<EmbeddedSilo> StartAsync(
        EmbeddedSiloOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmbeddedSiloOptions();
        for (var attempt = 1; ; attempt++)
        {
            var siloPort = FreePort();
            var gatewayPort = options.GatewayPort == 0 ? FreePort() : options.GatewayPort;
            var host = Build(options, siloPort, gatewayPort);
            try
            {
                await host.StartAsync(cancellationToken).ConfigureAwait(false);
                return new EmbeddedSilo(host, new IPEndPoint(IPAddress.Loopback, gatewayPort));
            }
            catch (Exception exception) when (IsPortTaken(exception) && !cancellationToken.IsCancellationRequested)
            {
                host.Dispose();
                if (options.GatewayPort != 0 || attempt == MostAttempts)
                {
                    throw new LamellaException(
                        LamellaErrorCode.Unavailable,
                        $"Port {gatewayPort} is taken: stop the other 'lamella serve', or choose another port.",
                        path: $"127.0.0.1:{gatewayPort}",
                        innerException: exception);
                }
            }
            catch
            {
                host.Dispose();
                throw;
            }
        }
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    /// <summary>Waits until somebody stops it, such as Ctrl+C.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _host.WaitForShutdownAsync(cancellationToken);

    private static IHost Build(EmbeddedSiloOptions options, int siloPort, int gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (options.Log is not null)
        {
            builder.Logging.AddProvider(options.Log).SetLevels(options.LogLevel);
        }

        options.Services?.Invoke(builder.Services);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "lamella", clusterId: "lamella");
            silo.Services.AddSlicing(options.Slicing);
            if (options.Remote is not null)
            {
                silo.Services.Configure(options.Remote);
            }

            silo.AddLamella();
        });
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsPortTaken(Exception exception) =>
        exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || exception.GetType().Name == "AddressInUseException"
        || (exception.InnerException is { } inner && IsPortTaken(inner))
        || (exception is AggregateException many && many.InnerExceptions.Any(IsPortTaken));
}
