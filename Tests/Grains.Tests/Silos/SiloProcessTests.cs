using System.Net;
using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Sdk.Subscriptions;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>A silo and its client in different processes.</summary>
public sealed class SiloProcessTests
{
    private const string Source = "synthetic:index?shape=8,1024,1536&dtype=uint16&chunks=1,512,512";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ofAnotherProcess_hearsEventsAndPullsPixelsInParts()
    {
        await using var silo = SiloProcess.Start();
        await using var client = await silo.ConnectAsync(Token);
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync(Source, cancellationToken: Token);
        var dims = (await viewer.WaitUntilIdleAsync(TimeSpan.FromSeconds(30), Token)).Dims;
        await using var watcher = new Watcher(viewer);

        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 5), Token);
        var ready = await watcher.NextAsync<SliceReady>(ready => ready.Revision == revision);
        using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], Token);

        // Three parts of 1 MiB; the element at (y, x) of plane 5 is its C-order index, modulo 2^16.
        Assert.Equal(1024 * 1536 * 2, pixels.Bytes.Length);
        Assert.All(
            Enumerable.Range(0, 1024 * 1536),
            i => Assert.Equal((ushort)((5 * 1024 * 1536) + i), BitConverter.ToUInt16(pixels.Bytes.Span[(i * 2)..])));
    }

    [Fact]
    public async Task Subscription_acrossALostSilo_tellsThatItReconnectsAndResumes()
    {
        var first = SiloProcess.Start();
        await using var client = await first.ConnectAsync(Token);
        var viewer = client.OpenViewer();
        await viewer.SetDimsAsync(Contracts.Geometry.Dims.Create(3), Token);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<DimsChanged>();

        await first.DisposeAsync();
        await Eventually.HoldsAsync(() => watcher.Statuses.Any(status => status.Kind == SubscriptionStatusKind.Reconnecting), Token);
        await using var second = SiloProcess.Start(gatewayPort: int.Parse(first.Address.Split(':')[1], null));
        await Eventually.HoldsAsync(() => watcher.Statuses.Any(status => status.Kind == SubscriptionStatusKind.Resumed), Token);
        var revision = await viewer.SetDimsAsync(Contracts.Geometry.Dims.Create(4), Token);

        var heard = await watcher.NextAsync<SliceReady>(ready => ready.Revision == revision);
        Assert.Equal(revision, heard.Revision);
    }

    [Fact]
    public async Task Connect_whereNobodyListens_saysWhereAndWhatToDo()
    {
        var options = new LamellaClientOptions { ConnectTimeout = TimeSpan.FromMilliseconds(300) };

        var error = await Assert.ThrowsAsync<LamellaException>(() => LamellaClient.ConnectAsync("127.0.0.1:1", options, Token));

        Assert.Equal(LamellaErrorCode.Unavailable, error.Code);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.Contains("lamella serve", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_toSeveralOfWhichOneIsNoAddress_saysWhich()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(
            () => LamellaClient.ConnectAsync("127.0.0.1:30000,127.0.0.1:port", cancellationToken: Token));

        Assert.Equal((LamellaErrorCode.InvalidArgument, "127.0.0.1:port"), (error.Code, error.Got));
    }

    [Theory]
    [InlineData("Production", "Lamella__Slicing__ComputeThreads", "1", "Orleans:Clustering:ProviderType is not set")]
    [InlineData("Development", "Lamella__Slicing__ComputeThreads", "-5", "ComputeThreads must be between 0 and 1024")]
    [InlineData("Development", "Lamella__Slicing__ComputeThreads", "many", "'many' at 'Lamella:Slicing:ComputeThreads'")]
    [InlineData("Development", "Lamella__Remote__Allow__0", "example.org/data", "Lamella:Remote")]
    [InlineData("Development", "Orleans__Clustering__ProviderType", "PostgreSQL", "Orleans' word for PostgreSQL is 'AdoNet'")]
    [InlineData("Development", "Orleans__Clustering__ProviderType", "Nonsense", "Could not find Clustering provider named 'Nonsense'")]
    public async Task Silo_whoseSettingsAreWrong_endsWithOneLineThatSaysWhich(string environment, string name, string value, string expected)
    {
        await using var silo = SiloProcess.Start(environment, settings: new Dictionary<string, string> { [name] = value });

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_whosePortIsTaken_endsWithOneLineThatSaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var silo = SiloProcess.Start(gatewayPort: ((IPEndPoint)other.LocalEndpoint).Port);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("GatewayPort is taken", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
