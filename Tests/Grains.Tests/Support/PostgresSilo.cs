using System.Net.Sockets;
using Lamella.Silo.Hosting;
using Lamella.Tests.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Xunit;

namespace Lamella.Grains.Tests.Support;

/// <summary>A silo within the test's process that keeps everything in a PostgreSQL database; it starts when it is first asked for something.</summary>
public sealed class PostgresSilo(PostgresServer postgres) : IAsyncDisposable
{
    /// <summary>How often ports that somebody else took meanwhile are replaced.</summary>
    private const int MostAttempts = 5;

    private IHost? _host;

    /// <summary>Its storage of viewers.</summary>
    public async Task<IGrainStorage> StorageAsync()
    {
        _host ??= await StartAsync();
        return _host.Services.GetRequiredKeyedService<IGrainStorage>(LamellaStorage.State);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
    }

    private async Task<IHost> StartAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        for (var attempt = 1; ; attempt++)
        {
            var host = Build(database);
            try
            {
                await host.StartAsync(TestContext.Current.CancellationToken);
                return host;
            }
            catch (Exception exception) when (exception.GetBaseException() is SocketException && attempt < MostAttempts)
            {
                host.Dispose();
            }
        }
    }

    private static IHost Build(string database)
    {
        var settings = PostgresServer.Settings(database)
            .Append(new("Orleans:Endpoints:SiloPort", $"{LoopbackPort.Free()}"))
            .Append(new("Orleans:Endpoints:GatewayPort", $"{LoopbackPort.Free()}"));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(static setting => new KeyValuePair<string, string?>(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)));
        builder.AddLamellaSilo();
        return builder.Build();
    }
}
