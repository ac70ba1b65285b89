using System.Data;

namespace Lamella.Silo.Postgres;

/// <summary>A query that an ADO.NET provider of Orleans takes from the table <c>OrleansQuery</c>.</summary>
/// <param name="Key">Its key in that table.</param>
/// <param name="Parameters">What the provider passes.</param>
/// <param name="Columns">What the provider reads by name; empty where it reads none so.</param>
internal sealed record PostgresQuery(
    string Key, IReadOnlyList<(string Name, DbType Type)> Parameters, IReadOnlyList<string> Columns);
