using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Monitoring;

/// <summary>What slicing one layer of one viewer came to on one silo.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-report")]
public sealed record LayerReport
{
    /// <summary>The viewer.</summary>
    [Id(0)]
    public required ViewerId Viewer { get; init; }

    /// <summary>The layer.</summary>
    [Id(1)]
    public required LayerId Layer { get; init; }

    /// <summary>What the user calls it.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>What was done since its life on the silo began.</summary>
    [Id(3)]
    public required SliceCounters Slices { get; init; }

    /// <summary>How long its present slice has been under way; null where none is.</summary>
    [Id(4)]
    public TimeSpan? LoadingFor { get; init; }

    /// <summary>Why its last slice that failed did; null where none has.</summary>
    [Id(5)]
    public string? LastFailure { get; init; }
}
