using System.Net.Sockets;
using Lamella.Contracts.Errors;
using Npgsql;

namespace Lamella.Silo.Postgres;

/// <summary>Says what a database would not do, and what to do about it. Host, database and user are named, the password never is.</summary>
/// <param name="connectionString">As Npgsql takes it.</param>
internal sealed class PostgresErrors(string connectionString)
{
    private const string RunTheScript = "run the script that 'lamella schema' prints";
    private readonly NpgsqlConnectionStringBuilder _connection = new(connectionString);

    private string Database => string.IsNullOrEmpty(_connection.Database) ? _connection.Username ?? "" : _connection.Database;

    private string User => string.IsNullOrEmpty(_connection.Username) ? "that runs the silo" : $"'{_connection.Username}'";

    private string Place => $"PostgreSQL database '{Database}' at {_connection.Host}:{_connection.Port}";

    /// <summary>Does something with the database.</summary>
    /// <param name="action">What.</param>
    /// <param name="whileCreating">Whether that creates tables.</param>
    /// <exception cref="LamellaException">It could not be done.</exception>
    public async Task TranslateAsync(Func<Task> action, bool whileCreating = false)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
        {
            throw Translate(exception, whileCreating);
        }
    }

    /// <summary>An error of the driver in words of the silo.</summary>
    /// <param name="exception">What the driver said.</param>
    /// <param name="whileCreating">Whether tables were being created.</param>
    public LamellaException Translate(Exception exception, bool whileCreating = false) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            Error(LamellaErrorCode.NotFound, $"There is no {Place}: create it, such as by 'createdb {Database}'.", exception),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            Error(LamellaErrorCode.NotAllowed, $"The {Place} does not let user {User} in: check Username and Password, and pg_hba.conf of the server.", exception),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused when whileCreating =>
            Error(
                LamellaErrorCode.NotAllowed,
                $"In the {Place} user {User} may not create tables ({refused.MessageText}): make the user the database's owner, or {RunTheScript} as one who may.",
                exception),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            Error(LamellaErrorCode.NotAllowed, $"In the {Place} user {User} lacks rights ({refused.MessageText}): grant them.", exception),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedColumn } strange =>
            Error(
                LamellaErrorCode.InvalidMetadata,
                $"In the {Place} a table of Orleans' name is another's ({strange.MessageText}): give Lamella a database of its own.",
                exception),
        PostgresException other => Error(LamellaErrorCode.Unavailable, $"The {Place} refused: {other.MessageText} ({other.SqlState}).", exception),
        _ when exception.GetBaseException() is SocketException or IOException or TimeoutException => Error(
            LamellaErrorCode.Unavailable,
            $"The {Place} cannot be reached: {exception.GetBaseException().Message.TrimEnd('.')}. Is the server running, and may this machine connect?",
            exception),
        _ => Error(LamellaErrorCode.Unavailable, $"The {Place} cannot be used by user {User}: {exception.Message.TrimEnd('.')}.", exception),
    };

    /// <summary>The database lacks queries, and creating them was switched off.</summary>
    /// <param name="keys">Which.</param>
    public LamellaException Missing(IEnumerable<string> keys) => Error(
        LamellaErrorCode.InvalidMetadata,
        $"The {Place} lacks {string.Join(", ", keys)} in OrleansQuery, and {PostgresOptions.SectionName}:{nameof(PostgresOptions.CreateTables)} is off: {RunTheScript}, or switch it on.");

    /// <summary>The user may not use the tables.</summary>
    /// <param name="tables">Which.</param>
    /// <param name="rights">What the user needs.</param>
    public LamellaException NoRights(IEnumerable<string> tables, string rights) => Error(
        LamellaErrorCode.NotAllowed,
        $"In the {Place} user {User} may not use {string.Join(", ", tables)}: GRANT {rights} ON {string.Join(", ", tables)} TO the user.");

    /// <summary>A query does not fit the tables, or the provider.</summary>
    /// <param name="key">Which.</param>
    /// <param name="why">In what.</param>
    /// <param name="exception">What the driver said.</param>
    public LamellaException WrongSchema(string key, string why, Exception? exception = null) => Error(
        LamellaErrorCode.InvalidMetadata,
        $"In the {Place} the query {key} of table OrleansQuery does not work: {why}. Give Lamella a database of its own, or repair the tables: 'lamella schema' prints what they should be.",
        exception);

    private LamellaException Error(LamellaErrorCode code, string message, Exception? cause = null) =>
        new(code, message, path: $"{_connection.Host}:{_connection.Port}/{Database}", innerException: cause);
}
