using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>How long each stage of a slice took, in the order of the stages. Stages that did not happen are zero.</summary>
/// <param name="Debounced">Deliberately waiting for the hand on the slider to rest.</param>
/// <param name="Queued">From the viewer's request to the start of slicing: message, source being opened, a superseded slice ending.</param>
/// <param name="Planned">Working out level, region and chunks.</param>
/// <param name="Read">From demand to the last encoded byte.</param>
/// <param name="Decoded">Decoding, summed over threads; overlaps reading.</param>
/// <param name="Assembled">The rest of slicing: copying into place, projecting.</param>
/// <param name="Total">From the viewer's acceptance of the change to the response in the viewer.</param>
/// <param name="Announced">From the response in the viewer to its announcement: waiting for the other layers of the revision.</param>
/// <param name="Delivered">Pulling the pixels; filled in by the client that pulled them.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.slice-timings")]
public readonly record struct SliceTimings(
    [property: Id(0), Key(0)] TimeSpan Debounced,
    [property: Id(1), Key(1)] TimeSpan Queued,
    [property: Id(2), Key(2)] TimeSpan Planned,
    [property: Id(3), Key(3)] TimeSpan Read,
    [property: Id(4), Key(4)] TimeSpan Decoded,
    [property: Id(5), Key(5)] TimeSpan Assembled,
    [property: Id(6), Key(6)] TimeSpan Total,
    [property: Id(7), Key(7)] TimeSpan Announced = default,
    [property: Id(8), Key(8)] TimeSpan Delivered = default);
