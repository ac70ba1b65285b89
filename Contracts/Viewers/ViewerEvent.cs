using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>
/// Something that happened in a viewer, announced to whoever watches it. Events are small; a subscriber may miss some
/// and then asks for a <see cref="ViewerSnapshot"/>.
/// </summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision it belongs to.</param>
/// <param name="Number">Counts the viewer's events within an epoch, without a gap, from 1.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.viewer-event")]
[Union(0, typeof(SliceReady))]
[Union(1, typeof(SliceFailed))]
[Union(2, typeof(LayerSliceReady))]
[Union(3, typeof(DimsChanged))]
[Union(4, typeof(LayersChanged))]
[Union(5, typeof(LoadingChanged))]
public abstract record ViewerEvent(
    [property: Id(0), Key(0)] ViewerId Viewer,
    [property: Id(1), Key(1)] Revision Revision,
    [property: Id(2), Key(2)] long Number);
