using System.Diagnostics;
using Lamella.Tests.Ports;
using Npgsql;
using Xunit;

namespace Lamella.Grains.Tests.Support;

/// <summary>
/// A PostgreSQL server of the machine's own programs, in a temporary folder and on a free port of loopback. Where there are none
/// the test is skipped. The server refuses to run as root, so that root runs it as somebody else.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Administrator = "postgres";
    private const string Password = "the test's own; \"secret\"";

    /// <summary>How often a port that somebody else has is replaced.</summary>
    private const int MostAttempts = 5;

    private readonly Func<int> _choosePort;
    private readonly string[] _asAnother = Environment.UserName == "root" ? ["runuser", "-u", AnotherUser(), "--"] : [];
    private string? _programs;
    private string? _folder;
    private int _port;
    private int _databases;

    public PostgresServer()
        : this(LoopbackPort.Free)
    {
    }

    /// <summary>One whose ports a test chooses.</summary>
    /// <param name="choosePort">Where to try next.</param>
    internal PostgresServer(Func<int> choosePort) => _choosePort = choosePort;

    /// <summary>Where it listens.</summary>
    public string Address => $"127.0.0.1:{_port}";

    /// <summary>What must never be told.</summary>
    public static string Secret => "secret";

    public async ValueTask InitializeAsync()
    {
        _programs = FindPrograms();
        if (_programs is null)
        {
            return;
        }

        _folder = (await RunAsync("mktemp", "-d", Path.Combine(Path.GetTempPath(), "lamella-pg-XXXXXXXX"))).Trim();
        var data = Path.Combine(_folder, "data");
        await RunAsync(
            Path.Combine(_programs, "initdb"), "-D", data, "-U", Administrator, "--no-sync", "-E", "UTF8", "--locale=C",
            "--auth-local=trust", "--auth-host=scram-sha-256");
        await StartSomewhereAsync();
        await ExecuteAsync(
            $"Host={_folder};Port={_port};Username={Administrator};Database=postgres;Pooling=false",
            $"ALTER ROLE {Administrator} PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>
    /// Does something while the server is away, as after a crash: connections break. Afterwards it is there again, with what was
    /// committed, whether or not that went well.
    /// </summary>
    public async Task WhileAwayAsync(Func<Task> action)
    {
        await StopAsync();
        try
        {
            await action();
        }
        finally
        {
            await StartAsync();
        }
    }

    /// <summary>Creates an empty database of a name of its own, or skips the test.</summary>
    /// <param name="owner">Who owns it; null: the administrator.</param>
    /// <returns>How the administrator connects to it.</returns>
    public async Task<string> CreateDatabaseAsync(string? owner = null)
    {
        SkipIfAbsent();
        var name = $"lamella_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectTo("postgres"), $"CREATE DATABASE {name} OWNER {owner ?? Administrator}");
        return ConnectTo(name);
    }

    /// <summary>Creates a user without any right.</summary>
    public async Task CreateUserAsync(string name)
    {
        SkipIfAbsent();
        await ExecuteAsync(ConnectTo("postgres"), $"CREATE ROLE {name} LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>How to connect to a database.</summary>
    /// <param name="database">Which.</param>
    /// <param name="user">As whom.</param>
    public string ConnectTo(string database, string user = Administrator) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Database = database,
        Username = user,
        Password = Password,
        Pooling = false,
    }.ConnectionString;

    /// <summary>The settings by which a silo uses a database for all that outlives a silo.</summary>
    /// <param name="connectionString">How to connect to it.</param>
    public static IReadOnlyDictionary<string, string> Settings(string connectionString) => new Dictionary<string, string>
    {
        ["ConnectionStrings__lamella"] = connectionString,
        ["Orleans__Clustering__ProviderType"] = "AdoNet",
        ["Orleans__Clustering__Invariant"] = "Npgsql",
        ["Orleans__Clustering__ConnectionName"] = "lamella",
        ["Orleans__GrainStorage__state__ProviderType"] = "AdoNet",
        ["Orleans__GrainStorage__state__Invariant"] = "Npgsql",
        ["Orleans__GrainStorage__state__ConnectionName"] = "lamella",
        ["Orleans__GrainStorage__PubSubStore__ProviderType"] = "AdoNet",
        ["Orleans__GrainStorage__PubSubStore__ServiceKey"] = "lamella",
    };

    /// <summary>Runs a statement.</summary>
    public static async Task ExecuteAsync(string connectionString, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of a query's result.</summary>
    public static async Task<List<T>> QueryAsync<T>(string connectionString, string query)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await StopAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task StartSomewhereAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            _port = _choosePort();
            try
            {
                await StartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < MostAttempts)
            {
                // Most likely the port is taken; what else may be wrong is so at the last attempt, too.
            }
        }
    }

    private async Task StartAsync() => await RunAsync(
        Path.Combine(_programs!, "pg_ctl"), "-D", Path.Combine(_folder!, "data"), "-l", Path.Combine(_folder!, "log"), "-w",
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off", "start");

    private async Task StopAsync() => await RunAsync(
        Path.Combine(_programs!, "pg_ctl"), "-D", Path.Combine(_folder!, "data"), "-m", "immediate", "-w", "stop");

    private void SkipIfAbsent()
    {
        if (_programs is null)
        {
            Assert.Skip("no PostgreSQL server on this machine: neither initdb on PATH nor in /usr/lib/postgresql/*/bin");
        }
    }

    private async Task<string> RunAsync(params string[] command)
    {
        string[] whole = [.. _asAnother, .. command];
        using var process = Process.Start(new ProcessStartInfo(whole[0], whole[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', whole)} ended with {process.ExitCode}: {await error}");
    }

    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(static path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(versions.Select(static path => Path.Combine(path, "bin")))
            .Concat(["/usr/pgsql/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql/bin"])
            .Where(static folder => folder.Length > 0)
            .FirstOrDefault(static folder => new[] { "initdb", "pg_ctl", "postgres" }.All(name => File.Exists(Path.Combine(folder, name))));
    }

    private static string AnotherUser() =>
        File.ReadLines("/etc/passwd").Select(static line => line.Split(':')[0]).Contains(Administrator) ? Administrator : "nobody";
}
