using Lamella.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Xunit;

namespace Lamella.Grains.Tests.Support;

/// <summary>A silo within the test's process that keeps everything in a PostgreSQL database; it starts when it is first asked for something.</summary>
public sealed class PostgresSilo(PostgresServer postgres) : IAsyncDisposable
{
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
        var settings = PostgresServer.Settings(await postgres.CreateDatabaseAsync())
            .Append(new("Orleans:Endpoints:SiloPort", $"{PostgresServer.FreePort()}"))
            .Append(new("Orleans:Endpoints:GatewayPort", $"{PostgresServer.FreePort()}"));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(static setting => new KeyValuePair<string, string?>(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)));
        builder.AddLamellaSilo();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
