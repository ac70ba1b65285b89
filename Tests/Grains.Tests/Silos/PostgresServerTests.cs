using System.Net;
using System.Net.Sockets;
using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>The server that tests share does not depend on luck, nor on what one of them does to it.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresServerTests(PostgresServer postgres)
{
    [Fact]
    public async Task Server_whosePortSomebodyElseTook_takesAnother()
    {
        var usual = await postgres.CreateDatabaseAsync();
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var taken = ((IPEndPoint)somebody.LocalEndpoint).Port;
        var tried = 0;
        await using var server = new PostgresServer(() => tried++ == 0 ? taken : Random.Shared.Next(20_000, 32_000));

        await server.InitializeAsync();
        var database = await server.CreateDatabaseAsync();

        Assert.Equal([1], await PostgresServer.QueryAsync<int>(database, "SELECT 1"));
        Assert.Equal([1], await PostgresServer.QueryAsync<int>(usual, "SELECT 1"));
        Assert.True(tried > 1);
        Assert.NotEqual($"127.0.0.1:{taken}", server.Address);
    }

    [Fact]
    public async Task Server_isThereAgain_afterATestThatFailedWhileItWasAway()
    {
        var database = await postgres.CreateDatabaseAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => postgres.WhileAwayAsync(() => throw new TimeoutException()));

        Assert.Equal([1], await PostgresServer.QueryAsync<int>(database, "SELECT 1"));
    }
}
