using Lamella.Silo.Postgres;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>What the command says of a cluster on PostgreSQL where there is none.</summary>
public sealed class ServeOnPostgresTests
{
    [Fact]
    public async Task Serve_whoseDatabaseCannotBeReached_saysWhich_andNoPassword() =>
        (await ServeAsync("""{ "Orleans": { "Clustering": { "ProviderType": "AdoNet", "ConnectionString": "Host=127.0.0.1;Port=1;Database=images;Username=lamella;Password=secret" } } }"""))
            .AssertFails(1, "PostgreSQL database 'images' at 127.0.0.1:1 cannot be reached");

    [Fact]
    public async Task Serve_withoutAConnectionString_saysWhatToSet() =>
        (await ServeAsync("""{ "Orleans": { "Clustering": { "ProviderType": "AdoNet", "ConnectionName": "pg" } } }"""))
            .AssertFails(1, "ConnectionStrings:pg is not set");

    [Fact]
    public async Task Serve_whoseOptionIsNoTruthValue_saysWhich() =>
        (await ServeAsync("""{ "Lamella": { "Postgres": { "CreateTables": "maybe" } }, "Orleans": { "Clustering": { "ProviderType": "AdoNet", "ConnectionString": "Host=127.0.0.1;Port=1" } } }"""))
            .AssertFails(1, "Lamella:Postgres:CreateTables");

    [Fact]
    public async Task Schema_prints_theScript_andNothingElse()
    {
        var run = await CommandRun.OfAsync("schema");

        Assert.Equal((0, PostgresSchema.Script, ""), (run.ExitCode, run.Out, run.Error));
    }

    private static async Task<CommandRun> ServeAsync(string settings)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, settings, TestContext.Current.CancellationToken);
            var run = await CommandRun.OfAsync(
                "serve", "--config", file, "--port", ServiceProcess.FreePort(), "--silo-port", ServiceProcess.FreePort());
            Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
            return run;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
