using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Monitoring;

/// <summary>One of the slowest slices of the last minutes, with where its time went.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Name">What the user calls the layer.</param>
/// <param name="Uri">The layer's source.</param>
/// <param name="Revision">The revision that asked.</param>
/// <param name="Ago">How long ago it was ready.</param>
/// <param name="Timings">Its stages.</param>
/// <param name="Chunks">What reading took.</param>
/// <param name="Level">The resolution level it was cut from; null where the layer has none.</param>
/// <param name="QueueAtRequest">Chunks that waited to be read on the silo when it was asked for: those of others before it.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.slow-slice")]
public sealed record SlowSlice(
    [property: Id(0)] ViewerId Viewer,
    [property: Id(1)] LayerId Layer,
    [property: Id(2)] string Name,
    [property: Id(3)] string Uri,
    [property: Id(4)] Revision Revision,
    [property: Id(5)] TimeSpan Ago,
    [property: Id(6)] SliceTimings Timings,
    [property: Id(7)] ChunkStatistics Chunks,
    [property: Id(8)] int? Level,
    [property: Id(9)] int QueueAtRequest);
