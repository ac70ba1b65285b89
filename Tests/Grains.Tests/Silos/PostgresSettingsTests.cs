using Lamella.Silo.Postgres;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

public sealed class PostgresSettingsTests
{
    private const string Database = "Host=db;Database=images;Username=lamella;Password=secret";

    [Fact]
    public void Read_ofAConnectionStringInTheSection_takesIt()
    {
        var use = Assert.Single(Read(("Orleans:Clustering:ProviderType", "AdoNet"), ("Orleans:Clustering:ConnectionString", Database)));

        var connection = new NpgsqlConnectionStringBuilder(use.ConnectionString);
        Assert.Equal(("Orleans:Clustering", PostgresPart.Clustering), (use.Section, use.Part));
        Assert.Equal(("db", "images", "lamella", "secret"), (connection.Host, connection.Database, connection.Username, connection.Password));
    }

    [Theory]
    [InlineData("ConnectionName")]
    [InlineData("ServiceKey")]
    public void Read_ofAName_takesThatConnectionString(string setting)
    {
        var use = Assert.Single(Read(
            ("Orleans:GrainStorage:state:ProviderType", "AdoNet"),
            ($"Orleans:GrainStorage:state:{setting}", "pg"),
            ("ConnectionStrings:pg", Database)));

        Assert.Equal(("Orleans:GrainStorage:state", PostgresPart.Storage), (use.Section, use.Part));
        Assert.Equal("images", new NpgsqlConnectionStringBuilder(use.ConnectionString).Database);
    }

    [Fact]
    public void Read_ofSectionsThatNameOneDatabase_givesThemOnePool()
    {
        var uses = Read(
            ("Orleans:Clustering:ProviderType", "AdoNet"),
            ("Orleans:Clustering:ConnectionName", "pg"),
            ("Orleans:GrainStorage:state:ProviderType", "AdoNet"),
            ("Orleans:GrainStorage:state:ConnectionName", "pg"),
            ("ConnectionStrings:pg", Database));

        Assert.Equal(2, uses.Count);
        Assert.Single(uses.Select(use => use.ConnectionString).Distinct());
    }

    [Theory]
    [InlineData(Database, 20)]
    [InlineData(Database + ";Minimum Pool Size=30", 30)]
    [InlineData(Database + ";Maximum Pool Size=7", 7)]
    [InlineData(Database + ";MaxPoolSize=100", 100)]
    public void Read_ofAConnectionString_keepsTheSilosPoolSmall_unlessItSaysOtherwise(string connection, int expected)
    {
        var use = Assert.Single(Read(("Orleans:Clustering:ProviderType", "AdoNet"), ("Orleans:Clustering:ConnectionString", connection)));

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(use.ConnectionString).MaxPoolSize);
    }

    [Fact]
    public void Read_ofOtherProviders_findsNothing() =>
        Assert.Empty(Read(("Orleans:Clustering:ProviderType", "Redis"), ("Orleans:GrainStorage:state:ProviderType", "Memory")));

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("postgres")]
    [InlineData("Npgsql")]
    [InlineData("adonet")]
    public void Read_ofAProviderByAnotherWord_saysWhichWordOrleansHas(string word) => Assert.Contains(
        $"Orleans:GrainStorage:state:ProviderType is '{word}', but Orleans' word for PostgreSQL is 'AdoNet'",
        Refused(("Orleans:GrainStorage:state:ProviderType", word)),
        StringComparison.Ordinal);

    [Fact]
    public void Read_withoutADatabase_namesTheSettingsToMake()
    {
        var error = Refused(("Orleans:Clustering:ProviderType", "AdoNet"));

        Assert.Contains("Orleans__Clustering__ConnectionString", error, StringComparison.Ordinal);
        Assert.Contains("Orleans__Clustering__ConnectionName", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ofANameWithoutAConnectionString_namesIt() => Assert.Contains(
        "ConnectionStrings__pg",
        Refused(("Orleans:Clustering:ProviderType", "AdoNet"), ("Orleans:Clustering:ConnectionName", "pg")),
        StringComparison.Ordinal);

    [Fact]
    public void Read_ofAnotherDatabasesInvariant_saysWhichThereIs() => Assert.Contains(
        "Orleans:Clustering:Invariant is 'MySql.Data.MySqlClient', but Lamella comes with 'Npgsql'",
        Refused(("Orleans:Clustering:ProviderType", "AdoNet"), ("Orleans:Clustering:Invariant", "MySql.Data.MySqlClient")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("postgres://lamella:secret@db/images")]
    [InlineData("Host=db;Password=my;secret=1")]
    [InlineData("Host=db;Password=secret;Port=many")]
    [InlineData("Database=images;Password=secret")]
    [InlineData("secret")]
    public void Read_ofAConnectionStringThatIsNone_saysWhere_andNotWhatItHolds(string connection)
    {
        var error = Refused(
            ("Orleans:Clustering:ProviderType", "AdoNet"), ("Orleans:Clustering:ConnectionName", "pg"), ("ConnectionStrings:pg", connection));

        Assert.Contains("ConnectionStrings:pg", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private static string Refused(params (string Key, string Value)[] settings) =>
        Assert.Throws<InvalidOperationException>(() => Read(settings)).ToString();

    private static IReadOnlyList<PostgresUse> Read(params (string Key, string Value)[] settings) => PostgresSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build());
}
