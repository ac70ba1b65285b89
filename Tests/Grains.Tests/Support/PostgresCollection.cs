using Xunit;

namespace Lamella.Grains.Tests.Support;

/// <summary>The tests that share a PostgreSQL server, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
