using System.Data;
using Npgsql;

namespace Lamella.Silo.Postgres;

/// <summary>One database, made ready and checked before the silo's providers use it.</summary>
/// <param name="connectionString">As Npgsql takes it.</param>
/// <param name="parts">What the silo uses it for.</param>
internal sealed class PostgresDatabase(string connectionString, IReadOnlyList<PostgresPart> parts)
{
    private static readonly string[] Rights = ["SELECT", "INSERT", "UPDATE", "DELETE"];

    private readonly PostgresErrors _errors = new(connectionString);

    /// <summary>Creates what is missing, if that is wanted, and checks that the providers will find what they need.</summary>
    /// <param name="mayCreate">Whether to create.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether something was created.</returns>
    /// <exception cref="Contracts.Errors.LamellaException">
    /// The database cannot be reached, refuses something, or is not what the providers need.
    /// </exception>
    public async Task<bool> PrepareAsync(bool mayCreate, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await _errors.TranslateAsync(() => connection.OpenAsync(cancellationToken)).ConfigureAwait(false);
        var isMissing = MissingKeys(await ReadQueriesAsync(connection, cancellationToken).ConfigureAwait(false)).Count > 0;
        if (isMissing && mayCreate)
        {
            await _errors.TranslateAsync(() => CreateAsync(connection, cancellationToken), whileCreating: true).ConfigureAwait(false);
        }

        var queries = await ReadQueriesAsync(connection, cancellationToken).ConfigureAwait(false);
        if (MissingKeys(queries) is { Count: > 0 } missing)
        {
            throw _errors.Missing(missing);
        }

        await CheckRightsAsync(connection, cancellationToken).ConfigureAwait(false);
        foreach (var query in parts.SelectMany(PostgresSchema.Queries))
        {
            await CheckAsync(connection, query, queries[query.Key], cancellationToken).ConfigureAwait(false);
        }

        return isMissing;
    }

    private List<string> MissingKeys(Dictionary<string, string> queries) =>
        [.. parts.SelectMany(PostgresSchema.Queries).Select(static query => query.Key).Where(key => !queries.ContainsKey(key))];

    private static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (var command = new NpgsqlCommand(PostgresSchema.Script, connection, transaction))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<string, string>> ReadQueriesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var queries = new Dictionary<string, string>(StringComparer.Ordinal);
        await _errors.TranslateAsync(async () =>
        {
            await using (var exists = new NpgsqlCommand("SELECT to_regclass('OrleansQuery') IS NOT NULL", connection))
            {
                if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
                {
                    return;
                }
            }

            await using var command = new NpgsqlCommand("SELECT QueryKey, QueryText FROM OrleansQuery", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                queries[reader.GetString(0)] = reader.GetString(1);
            }
        }).ConfigureAwait(false);
        return queries;
    }

    /// <summary>Asks for the tables under their usual names only: whoever has others knows what they do.</summary>
    private async Task CheckRightsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        await _errors.TranslateAsync(async () =>
        {
            await using var command = new NpgsqlCommand(
                """
                SELECT DISTINCT name FROM unnest(@tables) AS name, unnest(@rights) AS wanted
                WHERE has_table_privilege(to_regclass(name), wanted) IS FALSE ORDER BY name
                """,
                connection);
            command.Parameters.AddWithValue("tables", parts.SelectMany(PostgresSchema.Tables).ToArray());
            command.Parameters.AddWithValue("rights", Rights);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                refused.Add(reader.GetString(0));
            }
        }).ConfigureAwait(false);
        if (refused.Count > 0)
        {
            throw _errors.NoRights(refused, string.Join(", ", Rights));
        }
    }

    /// <summary>Has the server understand a query as its provider sends it; it is not run.</summary>
    private async Task CheckAsync(NpgsqlConnection connection, PostgresQuery query, string text, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(text, connection);
            foreach (var (name, type) in query.Parameters)
            {
                command.Parameters.Add(new NpgsqlParameter(name, type) { Value = DBNull.Value });
            }

            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken).ConfigureAwait(false);
            var found = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (query.Columns.Where(column => !found.Contains(column)).ToList() is { Count: > 0 } absent)
            {
                throw _errors.WrongSchema(query.Key, $"its result has no {string.Join(", ", absent)}");
            }
        }
        catch (PostgresException exception)
        {
            throw _errors.WrongSchema(query.Key, exception.MessageText, exception);
        }
        catch (NpgsqlException exception)
        {
            throw _errors.Translate(exception);
        }
    }
}
