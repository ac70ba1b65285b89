using System.Collections.Immutable;

namespace Lamella.Contracts.Monitoring;

/// <summary>What all silos of the cluster gathered.</summary>
/// <param name="Silos">Those that answered, by address.</param>
/// <param name="Unreachable">Addresses of those that should be there and did not answer in time.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.cluster-report")]
public sealed record ClusterReport(
    [property: Id(0)] ImmutableArray<SiloReport> Silos,
    [property: Id(1)] ImmutableArray<string> Unreachable);
