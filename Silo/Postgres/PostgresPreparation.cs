using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lamella.Silo.Postgres;

/// <summary>Makes the databases ready before anything else of the host starts.</summary>
/// <param name="uses">What the configuration names.</param>
/// <param name="options">What may be created.</param>
/// <param name="logger">The log.</param>
internal sealed partial class PostgresPreparation(
    IReadOnlyList<PostgresUse> uses, IOptions<PostgresOptions> options, ILogger<PostgresPreparation> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var database in uses.GroupBy(static use => use.ConnectionString, StringComparer.Ordinal))
        {
            PostgresPart[] parts = [.. database.Select(static use => use.Part).Distinct()];
            if (await new PostgresDatabase(database.Key, parts).PrepareAsync(options.Value.CreateTables, cancellationToken).ConfigureAwait(false))
            {
                LogCreated(database.First().Section);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Created the tables that the database of {Section} lacked.")]
    private partial void LogCreated(string section);
}
