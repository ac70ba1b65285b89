using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;

namespace Lamella.Cli.Images;

/// <summary>The slices of all layers at one point.</summary>
/// <param name="Dims">Where.</param>
/// <param name="Layers">Those that arrived, bottom first.</param>
/// <param name="Missing">Names of layers that had not arrived, with the reason where one is known, else with their source.</param>
/// <param name="Latency">From the request to the last slice's arrival.</param>
/// <param name="Outside">Why there is nothing to show, or null.</param>
internal sealed record SlicedView(
    Dims Dims, IReadOnlyList<SlicedLayer> Layers, IReadOnlyList<string> Missing, TimeSpan Latency, string? Outside)
{
    /// <summary>Whether a layer is missing because slicing it failed, so that waiting longer does not help.</summary>
    public bool HasFailed { get; init; }

    /// <summary>What reading all layers took.</summary>
    public ChunkStatistics Chunks => Layers.Aggregate(
        default(ChunkStatistics),
        static (sum, layer) => new ChunkStatistics(
            sum.Chunks + layer.Response.Chunks.Chunks,
            sum.Hits + layer.Response.Chunks.Hits,
            sum.Joins + layer.Response.Chunks.Joins,
            sum.BytesRead + layer.Response.Chunks.BytesRead,
            sum.BytesDecoded + layer.Response.Chunks.BytesDecoded));
}
