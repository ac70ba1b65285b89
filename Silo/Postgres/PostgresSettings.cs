using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Lamella.Silo.Postgres;

/// <summary>The databases that the sections of Orleans' provider <c>AdoNet</c> name, and what those sections leave out.</summary>
internal static class PostgresSettings
{
    private const string AdoNet = "AdoNet";
    private const string Npgsql = "Npgsql";
    private const string Pattern = "Host=…;Database=…;Username=…;Password=…";

    private static readonly HashSet<string?> OtherWords =
        new(["PostgreSQL", "Postgres", "Npgsql", "AdoNet", "ADO.NET"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A server takes 100 connections unless told otherwise, and a silo's pool as many: two busy silos would use them up.</summary>
    private const int MostConnections = 20;

    /// <summary>Reads the configuration.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <exception cref="InvalidOperationException">
    /// A section names no database, one that is not PostgreSQL, or the provider by another word than Orleans'.
    /// </exception>
    public static IReadOnlyList<PostgresUse> Read(IConfiguration configuration)
    {
        var orleans = configuration.GetSection("Orleans");
        var uses = orleans.GetSection("GrainStorage").GetChildren().Select(section => (Section: section, Part: PostgresPart.Storage))
            .Prepend((Section: orleans.GetSection("Clustering"), Part: PostgresPart.Clustering))
            .ToList();
        if (uses.Find(static use => OtherWords.Contains(use.Section["ProviderType"]) && use.Section["ProviderType"] != AdoNet) is { Section: { } misnamed })
        {
            throw new InvalidOperationException(
                $"{misnamed.Path}:ProviderType is '{misnamed["ProviderType"]}', but Orleans' word for PostgreSQL is '{AdoNet}': set it to that.");
        }

        return
        [
            .. uses.Where(use => use.Section["ProviderType"] == AdoNet)
                .Select(use => new PostgresUse(use.Section.Path, use.Part, ConnectionString(use.Section, configuration))),
        ];
    }

    /// <summary>What Orleans' providers are to read in each section.</summary>
    /// <param name="uses">What <see cref="Read"/> found.</param>
    public static IEnumerable<KeyValuePair<string, string?>> ForProviders(IEnumerable<PostgresUse> uses) => uses.SelectMany(use =>
        new KeyValuePair<string, string?>[]
        {
            new($"{use.Section}:Invariant", Npgsql),
            new($"{use.Section}:ConnectionString", use.ConnectionString),
        });

    private static string ConnectionString(IConfigurationSection section, IConfiguration configuration)
    {
        if (section["Invariant"] is { Length: > 0 } invariant && invariant != Npgsql)
        {
            throw new InvalidOperationException(
                $"{section.Path}:Invariant is '{invariant}', but Lamella comes with '{Npgsql}' (PostgreSQL) alone: set it to that, or leave it out.");
        }

        if (section["ConnectionString"] is { Length: > 0 } given)
        {
            return Complete(given, $"{section.Path}:ConnectionString");
        }

        var (setting, key) = section["ConnectionName"] is { Length: > 0 } name ? ("ConnectionName", name) : ("ServiceKey", section["ServiceKey"]);
        if (string.IsNullOrEmpty(key))
        {
            throw new InvalidOperationException(
                $"{section.Path} names no database: set {EnvironmentName(section.Path)}__ConnectionString to {Pattern}, or "
                + $"{EnvironmentName(section.Path)}__ConnectionName to the name of one of ConnectionStrings.");
        }

        var named = configuration.GetConnectionString(key) is { Length: > 0 } found ? found : throw new InvalidOperationException(
            $"{section.Path}:{setting} is '{key}', but ConnectionStrings:{key} is not set: set ConnectionStrings__{key} to {Pattern}.");
        return Complete(named, $"ConnectionStrings:{key}");
    }

    /// <summary>
    /// Adds what a connection string leaves out. Errors of the parser are not passed on: they may quote a piece of the password.
    /// </summary>
    private static string Complete(string connectionString, string setting)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            throw new InvalidOperationException(
                $"{setting} is no connection string of PostgreSQL: write {Pattern}, with a value that holds ; or = in double quotes.");
        }

        if (string.IsNullOrEmpty(builder.Host))
        {
            throw new InvalidOperationException($"{setting} names no host: write {Pattern}.");
        }

        builder.ApplicationName ??= "lamella";
        if (!builder.ShouldSerialize("Maximum Pool Size"))
        {
            builder.MaxPoolSize = Math.Max(MostConnections, builder.MinPoolSize);
        }

        return builder.ConnectionString;
    }

    private static string EnvironmentName(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
