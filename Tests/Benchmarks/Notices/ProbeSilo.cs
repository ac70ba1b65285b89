using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lamella.Grains.Notices;
using Lamella.Sdk.Notices;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Lamella.Benchmarks.Notices;

/// <summary>A silo of Lamella in a process of its own, with one more stream provider to measure.</summary>
internal sealed class ProbeSilo : IAsyncDisposable
{
    /// <summary>The command by which this program runs as such a silo.</summary>
    public const string Command = "probe-silo";

    /// <summary>The name of the measured provider, and the namespace of its streams.</summary>
    public const string Stream = "probe";

    /// <summary>Memory streams with the timer that Lamella used before it had its own provider.</summary>
    public const string Memory = "memory";

    /// <summary>Lamella's own provider.</summary>
    public const string Notices = "notices";

    private static readonly TimeSpan Timer = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly string _provider;
    private readonly int _gatewayPort;

    private ProbeSilo(Process process, string provider, int gatewayPort) =>
        (_process, _provider, _gatewayPort) = (process, provider, gatewayPort);

    public string Address => $"127.0.0.1:{_gatewayPort}";

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static ProbeSilo Start(string provider)
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        var program = typeof(ProbeSilo).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, Command, provider, $"{siloPort}", $"{gatewayPort}"]);
        return new ProbeSilo(Process.Start(start)!, provider, gatewayPort);
    }

    /// <summary>Runs as the silo, until killed.</summary>
    public static Task RunAsync(string provider, int siloPort, int gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "lamella", clusterId: "lamella");
            silo.AddLamella();
            _ = provider == Notices ? silo.AddNoticeStreams(Stream) : silo.AddMemoryStreams(Stream, streams =>
            {
                streams.ConfigurePartitioning(1);
                streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = Timer));
            });
        });
        return builder.Build().RunAsync();
    }

    /// <summary>A client with the measured provider.</summary>
    public async Task<IHost> ConnectAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, _gatewayPort));
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("lamella", "lamella"));
            client.UseConnectionRetryFilter(static async (_, stop) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
                return true;
            });
            _ = _provider == Notices ? client.AddNoticeStreams(Stream) : client.AddMemoryStreams(Stream);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
