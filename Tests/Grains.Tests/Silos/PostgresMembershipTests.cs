using Lamella.Grains.Tests.Support;
using Lamella.Silo.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>What Orleans asks of a membership table, of its ADO.NET provider on Lamella's tables.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresMembershipTests(PostgresServer postgres)
{
    private const string Cluster = "cluster";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Table_row_thatIsInserted_isRead_whole()
    {
        var table = await CreateAsync();
        var entry = Entry(1);
        Assert.True(await table.InsertRowAsync(entry, await NextAsync(table), Token));

        var (read, _) = Assert.Single((await table.ReadRowAsync(entry.SiloAddress, Token)).Members);

        Assert.Equal(
            (entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
    }

    [Fact]
    public async Task Table_write_moves_theVersion_andOfTwoThatSawTheSame_oneIsTaken()
    {
        var table = await CreateAsync();
        var next = await NextAsync(table);

        var taken = await Task.WhenAll(table.InsertRowAsync(Entry(1), next, Token), table.InsertRowAsync(Entry(2), next, Token));

        Assert.Single(taken, isTaken => isTaken);
        Assert.Equal(next.Version, (await table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task Table_row_insertedTwice_isRefused_andTheVersionStays()
    {
        var table = await CreateAsync();
        await table.InsertRowAsync(Entry(1), await NextAsync(table), Token);
        var next = await NextAsync(table);

        Assert.False(await table.InsertRowAsync(Entry(1), next, Token));

        Assert.Equal(next.Version - 1, (await table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task Table_update_takesSuspicions_andRefusesAnOldVersionOrAnUnknownSilo()
    {
        var table = await CreateAsync();
        var entry = Entry(1);
        var first = await NextAsync(table);
        Assert.True(await table.InsertRowAsync(entry, first, Token));
        var etag = Assert.Single((await table.ReadRowAsync(entry.SiloAddress, Token)).Members).Item2;
        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(Entry(2).SiloAddress, entry.StartTime);

        Assert.False(await table.UpdateRowAsync(entry, etag, first, Token));
        Assert.False(await table.UpdateRowAsync(Entry(3), etag, await NextAsync(table), Token));
        Assert.True(await table.UpdateRowAsync(entry, etag, await NextAsync(table), Token));

        var (read, _) = Assert.Single((await table.ReadRowAsync(entry.SiloAddress, Token)).Members);
        Assert.Equal(SiloStatus.Dead, read.Status);
        Assert.Equal(Entry(2).SiloAddress, Assert.Single(read.SuspectTimes!).Item1);
    }

    [Fact]
    public async Task Table_cleanUp_removesTheDeadOfLongAgo_only()
    {
        var table = await CreateAsync();
        var (longDead, alive, justDead) = (Entry(1), Entry(2), Entry(3));
        (longDead.Status, alive.Status, justDead.Status) = (SiloStatus.Dead, SiloStatus.Active, SiloStatus.Dead);
        foreach (var entry in new[] { longDead, alive, justDead })
        {
            await table.InsertRowAsync(entry, await NextAsync(table), Token);
        }

        justDead.IAmAliveTime += TimeSpan.FromHours(2);
        await table.UpdateIAmAliveAsync(justDead, Token);
        await table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(longDead.IAmAliveTime) + TimeSpan.FromHours(1), Token);

        var left = (await table.ReadAllAsync(Token)).Members.Select(member => member.Item1.SiloAddress).ToList();
        Assert.DoesNotContain(longDead.SiloAddress, left);
        Assert.Contains(alive.SiloAddress, left);
        Assert.Contains(justDead.SiloAddress, left);
    }

    [Fact]
    public async Task Table_ofAClusterThatIsDeleted_isGone()
    {
        var table = await CreateAsync();
        await table.DeleteMembershipTableEntriesAsync(Cluster, Token);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Token);

        var all = await table.ReadAllAsync(Token);

        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
    }

    private static async Task<TableVersion> NextAsync(IMembershipTable table) => (await table.ReadAllAsync(Token)).Version.Next();

    private async Task<IMembershipTable> CreateAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await new PostgresDatabase(database, [PostgresPart.Clustering]).PrepareAsync(mayCreate: true, Token);
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = Cluster }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = database }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await ((IMembershipTable)table).InitializeMembershipTableAsync(tryInitTableVersion: true, Token);
        return table;
    }

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(System.Net.IPAddress.Loopback, 40_000 + number, number),
        SiloName = $"silo {number}",
        HostName = "here",
        Status = SiloStatus.Joining,
        ProxyPort = 50_000 + number,
        StartTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 1, 2, 3, 4, 6, DateTimeKind.Utc),
    };
}
