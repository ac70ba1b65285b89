using System.Buffers;
using Lamella.Contracts.Serialization;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>Silos in processes of their own that find each other, and keep what must outlive them, in PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresClusterTests(PostgresServer postgres)
{
    private const string Image = "synthetic:index?shape=8,16,16&dtype=uint16&chunks=1,16,16";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_ofASiloThatIsKilled_comeBackWithTheirLayersOnTheOther_andEndWithTheirLastRevision()
    {
        var database = await postgres.CreateDatabaseAsync();

        await KilledSilo.ItsViewersComeBackAsync(PostgresServer.Settings(database));
    }

    [Fact]
    public async Task Silos_thatStartAtOnceOnAnEmptyDatabase_makeOneCluster()
    {
        var database = await postgres.CreateDatabaseAsync();
        var settings = PostgresServer.Settings(database);
        await using var first = SiloProcess.Start("Production", settings: settings);
        await using var second = SiloProcess.Start("Production", settings: settings);
        await using var third = SiloProcess.Start("Production", settings: settings);

        await using var firstClient = await first.ConnectAsync(Token);
        await using var secondClient = await second.ConnectAsync(Token);
        await using var thirdClient = await third.ConnectAsync(Token);

        var active = await PostgresServer.QueryAsync<int>(
            database, "SELECT ProxyPort FROM OrleansMembershipTable WHERE DeploymentId = 'lamella' AND Status = 3");
        Assert.Equal(
            new[] { first, second, third }.Select(silo => silo.Address).Order(), active.Select(port => $"127.0.0.1:{port}").Order());
    }

    [Fact]
    public async Task Viewers_whoseIdsAreTheSameNumber_areKeptApart_andLeaveNothingWhenClosed()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var silo = SiloProcess.Start("Production", settings: PostgresServer.Settings(database));
        await using var client = await silo.ConnectAsync(Token);
        var viewers = new[] { "a", "A", "0a" }.Select(id => client.OpenViewer(new ViewerId(id))).ToList();

        await Task.WhenAll(viewers.Select(viewer => viewer.AddImageAsync(Image, cancellationToken: Token)));
        await Eventually.HoldsAsync(async () => (await RowsAsync(database)).Count == viewers.Count, Token);
        await Task.WhenAll(viewers.Select(viewer => viewer.CloseAsync(Token)));

        Assert.Empty(await RowsAsync(database));
    }

    [Fact]
    public async Task Viewer_whoseDatabaseIsAwayForAWhile_goesOn_andIsKeptAfterwards()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var silo = SiloProcess.Start("Production", settings: PostgresServer.Settings(database));
        await using var client = await silo.ConnectAsync(Token);
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync(Image, cancellationToken: Token);
        var dims = (await viewer.WaitUntilIdleAsync(TimeSpan.FromSeconds(30), Token)).Dims;
        await Eventually.HoldsAsync(async () => (await RowsAsync(database)).Count == 1, Token);

        await postgres.WhileAwayAsync(async () =>
        {
            await viewer.SetDimsAsync(dims.WithPoint(0, 5), Token);
            Assert.Equal(5, (await viewer.WaitUntilIdleAsync(TimeSpan.FromSeconds(30), Token)).Dims.Point[0]);
        });

        await Eventually.HoldsAsync(async () => (await KeptAsync(database)).Dims.Point[0] == 5, Token);
    }

    [Fact]
    public async Task Silo_thatMayNotCreateTables_refusesToStartOnAnEmptyDatabase()
    {
        var settings = PostgresServer.Settings(await postgres.CreateDatabaseAsync())
            .Append(new("Lamella__Postgres__CreateTables", "false")).ToDictionary();
        await using var silo = SiloProcess.Start("Production", settings: settings);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.Equal((1, 1), (exitCode, error.TrimEnd().Split('\n').Length));
        Assert.Contains("Lamella:Postgres:CreateTables is off: run the script that 'lamella schema' prints", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_ofTwoClusters_shareADatabase_andNothingElse()
    {
        var database = await postgres.CreateDatabaseAsync();
        var settings = PostgresServer.Settings(database);
        await using var one = SiloProcess.Start("Production", settings: settings);
        await using var other = SiloProcess.Start("Production", settings: settings
            .Append(new("Orleans__ClusterId", "other")).Append(new("Orleans__ServiceId", "other")).ToDictionary());
        await using var oneClient = await one.ConnectAsync(Token);
        await using var otherClient = await LamellaClient.ConnectAsync(
            other.Address, new LamellaClientOptions { ConnectTimeout = TimeSpan.FromSeconds(60), ClusterId = "other", ServiceId = "other" }, Token);

        await oneClient.OpenViewer(new ViewerId("same")).AddImageAsync(Image, cancellationToken: Token);
        var snapshot = await otherClient.OpenViewer(new ViewerId("same")).GetSnapshotAsync(Token);

        Assert.Empty(snapshot.Layers);
    }

    [Fact]
    public async Task Silo_withoutItsDatabase_saysWhichItCannotReach_andNoPassword()
    {
        var settings = PostgresServer.Settings("Host=127.0.0.1;Port=1;Database=images;Username=lamella;Password=secret");
        await using var silo = SiloProcess.Start("Production", settings: settings);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.Equal((1, 1), (exitCode, error.TrimEnd().Split('\n').Length));
        Assert.Contains("PostgreSQL database 'images' at 127.0.0.1:1 cannot be reached", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private static async Task<StoredViewer> KeptAsync(string database)
    {
        var payload = Assert.Single(await PostgresServer.QueryAsync<byte[]>(
            database, "SELECT PayloadBinary FROM OrleansStorage WHERE GrainTypeString = 'viewer'"));
        return WireFormat.Read<StoredViewer>(new ReadOnlySequence<byte>(payload));
    }

    private static Task<List<int>> RowsAsync(string database) =>
        PostgresServer.QueryAsync<int>(database, "SELECT Version FROM OrleansStorage WHERE GrainTypeString = 'viewer'");
}
