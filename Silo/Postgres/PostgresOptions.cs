namespace Lamella.Silo.Postgres;

/// <summary>How a silo treats the PostgreSQL databases that its configuration names.</summary>
public sealed class PostgresOptions
{
    /// <summary>The configuration section these are read from.</summary>
    public const string SectionName = "Lamella:Postgres";

    /// <summary>
    /// Whether a silo that starts creates the tables and queries that a database lacks. It never changes those that are there.
    /// Where it does not, or may not, an administrator runs <see cref="PostgresSchema.Script"/>.
    /// </summary>
    /// <value>Default: true.</value>
    public bool CreateTables { get; set; } = true;
}
