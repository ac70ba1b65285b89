using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>One layer has been sliced; announced as it happens with <see cref="EmitMode.Each"/>, and for previews.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision that asked.</param>
/// <param name="Number">The event's number.</param>
/// <param name="Response">The slice.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-slice-ready")]
public sealed record LayerSliceReady(
    ViewerId Viewer,
    Revision Revision,
    long Number,
    [property: Id(0), Key(3)] LayerSliceResponse Response) : ViewerEvent(Viewer, Revision, Number);
