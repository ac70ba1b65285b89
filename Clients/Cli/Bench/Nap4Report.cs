using System.Collections.Immutable;

namespace Lamella.Cli.Bench;

/// <summary>What NAP-4's benchmarks gave.</summary>
/// <param name="Slices">Single slices.</param>
/// <param name="Scrubs">25 requests in a second.</param>
internal sealed record Nap4Report(ImmutableArray<BenchRow> Slices, ImmutableArray<ScrubRow> Scrubs);
