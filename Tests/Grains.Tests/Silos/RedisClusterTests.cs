using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>Silos in processes of their own that find each other, and keep what must outlive them, in Redis.</summary>
public sealed class RedisClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_ofASiloThatIsKilled_comeBackWithTheirLayersOnTheOther_andEndWithTheirLastRevision()
    {
        using var redis = new RedisServer();

        await KilledSilo.ItsViewersComeBackAsync(redis.Settings);
    }

    [Fact]
    public async Task Silo_inProductionWithoutAStorage_refusesToStart()
    {
        var settings = new Dictionary<string, string>
        {
            ["Orleans__Clustering__ProviderType"] = "Redis",
            ["Orleans__Clustering__ConnectionString"] = "127.0.0.1:1",
            ["Orleans__GrainStorage__state__ProviderType"] = "Redis",
        };
        await using var silo = SiloProcess.Start("Production", settings: settings);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Orleans:GrainStorage:PubSubStore:ProviderType is not set", error, StringComparison.Ordinal);
        Assert.Contains("(Redis, or AdoNet for PostgreSQL)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_withAServiceKeyThatHasNoConnectionString_refusesToStart()
    {
        var settings = new Dictionary<string, string>
        {
            ["Orleans__Clustering__ProviderType"] = "Redis",
            ["Orleans__Clustering__ServiceKey"] = "nowhere",
        };
        await using var silo = SiloProcess.Start(settings: settings);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("ConnectionStrings:nowhere is not set", error, StringComparison.Ordinal);
    }
}
