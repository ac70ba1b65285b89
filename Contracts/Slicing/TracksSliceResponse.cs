using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// A slice of a tracks layer; k vertices, sorted by track and time. Columns: <c>position</c> float64 [k, displayed axes],
/// data coordinates; <c>track</c> float64 [k]; <c>time</c> float64 [k]; <c>alpha</c> float64 [k], 0 … 1, by tail and head;
/// <c>connected</c> bool [k], whether a line goes to the next vertex; <c>color</c> uint8 [k, 4], RGBA; <c>graph</c> int32 [g, 2],
/// lines between tracks.
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.tracks-slice-response")]
public sealed record TracksSliceResponse : ItemsSliceResponse
{
    /// <summary>The time at which the layer is sliced, data coordinates; NaN where time is displayed.</summary>
    [Id(0), Key(11)]
    public required double CurrentTime { get; init; }
}
