namespace Lamella.Silo.Postgres;

/// <summary>What a silo uses a database for.</summary>
internal enum PostgresPart
{
    /// <summary>Who is in the cluster.</summary>
    Clustering,

    /// <summary>What grains keep.</summary>
    Storage,
}
