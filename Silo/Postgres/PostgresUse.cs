namespace Lamella.Silo.Postgres;

/// <summary>One place of the configuration that names a PostgreSQL database.</summary>
/// <param name="Section">Where, such as <c>Orleans:Clustering</c>.</param>
/// <param name="Part">What for.</param>
/// <param name="ConnectionString">As Npgsql takes it; it may hold a password, and is not for messages.</param>
internal sealed record PostgresUse(string Section, PostgresPart Part, string ConnectionString);
