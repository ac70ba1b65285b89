using System.Collections.Immutable;

namespace Lamella.Contracts.Monitoring;

/// <summary>What one silo gathered by itself.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.silo-report")]
public sealed record SiloReport
{
    /// <summary>The silo, as <c>host:port@generation</c>.</summary>
    [Id(0)]
    public required string Silo { get; init; }

    /// <summary>Since when it runs.</summary>
    [Id(1)]
    public required TimeSpan Uptime { get; init; }

    /// <summary>Processor time it has used, of all cores.</summary>
    [Id(2)]
    public required TimeSpan ProcessorTime { get; init; }

    /// <summary>Cores it may use.</summary>
    [Id(3)]
    public required int Cores { get; init; }

    /// <summary>Physical memory it uses, bytes.</summary>
    [Id(4)]
    public required long WorkingSet { get; init; }

    /// <summary>All slices.</summary>
    [Id(5)]
    public required SliceCounters Slices { get; init; }

    /// <summary>All reading.</summary>
    [Id(6)]
    public required StoreCounters Store { get; init; }

    /// <summary>The layers that were sliced lately.</summary>
    [Id(7)]
    public required ImmutableArray<LayerReport> Layers { get; init; }

    /// <summary>The slowest slices of the last minutes, slowest first.</summary>
    [Id(8)]
    public required ImmutableArray<SlowSlice> Slowest { get; init; }
}
