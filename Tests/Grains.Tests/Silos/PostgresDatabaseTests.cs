using Lamella.Contracts.Errors;
using Lamella.Grains.Tests.Support;
using Lamella.Silo.Postgres;
using Npgsql;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>What a silo does with a database before it uses it.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresDatabaseTests(PostgresServer postgres)
{
    private const string TableNames = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relname LIKE 'orleans%'";

    private const string Waiting =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_ofAnEmptyDatabase_createsWhatIsMissing_once()
    {
        var database = await postgres.CreateDatabaseAsync();

        Assert.True(await PrepareAsync(database));
        Assert.False(await PrepareAsync(database));
        Assert.False(await PrepareAsync(database, mayCreate: false));
    }

    [Fact]
    public async Task Prepare_byManyAtOnce_succeedsForEach()
    {
        var database = await postgres.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => PrepareAsync(database))));

        Assert.Equal(4, (await PostgresServer.QueryAsync<string>(database, TableNames)).Count);
    }

    [Fact]
    public async Task Prepare_whileTheScriptIsRunByHand_waitsForIt()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var byHand = await source.OpenConnectionAsync(Token);
        await using var transaction = await byHand.BeginTransactionAsync(Token);
        await using var script = new NpgsqlCommand(PostgresSchema.Script, byHand, transaction);
        await script.ExecuteNonQueryAsync(Token);

        var prepared = PrepareAsync(database);
        await Eventually.HoldsAsync(async () => (await PostgresServer.QueryAsync<int>(database, Waiting)).Count == 1, Token);
        await transaction.CommitAsync(Token);

        await prepared;
        Assert.Equal(4, (await PostgresServer.QueryAsync<string>(database, TableNames)).Count);
    }

    [Fact]
    public async Task Prepare_thatMayNotCreate_saysWhatIsMissing_andCreatesNothing()
    {
        var database = await postgres.CreateDatabaseAsync();

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(database, mayCreate: false));

        Assert.Contains("lacks InsertMembershipVersionKey, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Lamella:Postgres:CreateTables is off", error.Message, StringComparison.Ordinal);
        Assert.Empty(await PostgresServer.QueryAsync<string>(database, TableNames));
    }

    [Fact]
    public async Task Prepare_byAUserWithoutRights_saysWhichAreMissing_untilTheyAreGranted()
    {
        var database = await postgres.CreateDatabaseAsync();
        await postgres.CreateUserAsync("plain");
        await PostgresServer.ExecuteAsync(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        var asPlain = postgres.ConnectTo(new NpgsqlConnectionStringBuilder(database).Database!, "plain");

        var create = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(asPlain));
        await PostgresServer.ExecuteAsync(database, PostgresSchema.Script);
        var read = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(asPlain));
        await PostgresServer.ExecuteAsync(database, "GRANT SELECT ON OrleansQuery TO plain; GRANT SELECT, INSERT, UPDATE, DELETE ON OrleansMembershipTable, OrleansMembershipVersionTable TO plain; GRANT SELECT, UPDATE ON OrleansStorage TO plain");
        var write = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(asPlain));
        await PostgresServer.ExecuteAsync(database, "GRANT INSERT, DELETE ON OrleansStorage TO plain");

        Assert.False(await PrepareAsync(asPlain));
        Assert.All([create, read, write], error => Assert.Equal(LamellaErrorCode.NotAllowed, error.Code));
        Assert.Contains("user 'plain' may not create tables", create.Message, StringComparison.Ordinal);
        Assert.Contains("user 'plain' lacks rights (permission denied for table orleansquery)", read.Message, StringComparison.Ordinal);
        Assert.Contains("user 'plain' may not use OrleansStorage: GRANT", write.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_whereATableOfThatNameIsAnothers_saysSo()
    {
        var database = await postgres.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, "CREATE TABLE OrleansQuery (Name text)");

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(database));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains("give Lamella a database of its own", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_whereAQueryDoesNotFitItsTable_saysWhichAndWhy()
    {
        var database = await postgres.CreateDatabaseAsync();
        await PrepareAsync(database);
        await PostgresServer.ExecuteAsync(database, "ALTER TABLE OrleansStorage DROP COLUMN PayloadBinary");

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(database));

        Assert.Contains("ReadFromStorageKey", error.Message, StringComparison.Ordinal);
        Assert.Contains("column \"payloadbinary\" does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_whereAQueryAnswersWithOtherColumns_saysWhich()
    {
        var database = await postgres.CreateDatabaseAsync();
        await PrepareAsync(database);
        await PostgresServer.ExecuteAsync(database, "UPDATE OrleansQuery SET QueryText = 'SELECT 1' WHERE QueryKey = 'GatewaysQueryKey'");

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(database));

        Assert.Contains("GatewaysQueryKey", error.Message, StringComparison.Ordinal);
        Assert.Contains("no Address, ProxyPort, Generation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_ofADatabaseThatSomebodyElseSetUp_leavesItAlone()
    {
        var database = await postgres.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, PostgresSchema.Script
            .Replace("OrleansStorage", "TheirStorage", StringComparison.Ordinal)
            .Replace("OrleansMembership", "TheirMembership", StringComparison.Ordinal));
        var before = await PostgresServer.QueryAsync<string>(database, "SELECT QueryText FROM OrleansQuery ORDER BY QueryKey");

        var created = await PrepareAsync(database);

        Assert.False(created);
        Assert.Equal(["orleansquery"], await PostgresServer.QueryAsync<string>(database, TableNames));
        Assert.Equal(before, await PostgresServer.QueryAsync<string>(database, "SELECT QueryText FROM OrleansQuery ORDER BY QueryKey"));
    }

    [Fact]
    public async Task Prepare_ofADatabaseThatLacksOneQuery_addsThatOne()
    {
        var database = await postgres.CreateDatabaseAsync();
        await PrepareAsync(database);
        await PostgresServer.ExecuteAsync(database, "DELETE FROM OrleansQuery WHERE QueryKey = 'DeleteStorageKey'");
        await PostgresServer.ExecuteAsync(database, "UPDATE OrleansQuery SET QueryText = QueryText || ' -- mine' WHERE QueryKey = 'ReadFromStorageKey'");

        Assert.True(await PrepareAsync(database));

        Assert.Equal(13, (await PostgresServer.QueryAsync<string>(database, "SELECT QueryKey FROM OrleansQuery")).Count);
        Assert.Single(await PostgresServer.QueryAsync<string>(database, "SELECT QueryKey FROM OrleansQuery WHERE QueryText LIKE '% -- mine'"));
    }

    [Fact]
    public async Task Prepare_ofADatabaseThatIsNot_saysHowToCreateIt()
    {
        await postgres.CreateDatabaseAsync();

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(postgres.ConnectTo("nowhere")));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains($"There is no PostgreSQL database 'nowhere' at {postgres.Address}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_withAWrongPassword_namesTheUser_andNoPassword()
    {
        var database = await postgres.CreateDatabaseAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database) { Password = $"{PostgresServer.Secret}?" }.ConnectionString;

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(wrong));

        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
        Assert.Contains("does not let user 'postgres' in", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_withoutAPassword_saysThatOneIsMissing()
    {
        var database = await postgres.CreateDatabaseAsync();
        var without = new NpgsqlConnectionStringBuilder(database) { Password = null }.ConnectionString;

        var error = await Assert.ThrowsAsync<LamellaException>(() => PrepareAsync(without));

        Assert.Contains("cannot be used by user 'postgres': No password has been provided", error.Message, StringComparison.Ordinal);
    }

    private static Task<bool> PrepareAsync(string database, bool mayCreate = true) =>
        new PostgresDatabase(database, [PostgresPart.Clustering, PostgresPart.Storage]).PrepareAsync(mayCreate, Token);
}
