using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Tracks;

/// <summary>How tracks are drawn. Made once for a layer's spec; immutable.</summary>
public sealed class TracksDisplay
{
    /// <summary>A feature that all tracks have: their number.</summary>
    public const string TrackFeature = "track_id";

    private readonly TracksLayerSpec _spec;
    private readonly ItemColors _colors;
    private readonly bool _isByTrack;

    /// <summary>Looks up what a spec names.</summary>
    /// <param name="spec">The layer.</param>
    /// <param name="data">Its tracks.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such feature, colormap or colour.</exception>
    public TracksDisplay(TracksLayerSpec spec, TracksLayerData data)
    {
        _spec = spec;
        _isByTrack = spec.Color.Feature == TrackFeature;
        _colors = ItemColors.Create(
            spec.Color,
            _isByTrack ? new Table(data.Features.Origin, [NumberColumn.Of(TrackFeature, data.TrackIds.ToArray())], data.Count) : data.Features);
    }

    /// <summary>The slice as it is handed out, by the columns of <c>TracksSliceResponse</c>.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="limits">How many bytes it may take.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public EncodedItems Encode(TracksSlice slice, SliceLimits limits)
    {
        var data = slice.Request.Data;
        // Numbers of tracks are sorted as the vertices are; other features are as they were given.
        int[] rows = [.. Enumerable.Range(0, slice.Count).Select(vertex => _isByTrack ? vertex : data.FeatureRow(vertex))];
        int[] all = [.. Enumerable.Range(0, slice.Count)];
        return new ColumnPacker(limits)
            .Add("position", DataType.Float64, [.. slice.Positions], slice.Request.Input.Displayed.Length)
            .Add("track", DataType.Float64, data.TrackIds.ToArray())
            .Add("time", DataType.Float64, data.Coordinates.Gather(all, [0]))
            .Add("alpha", DataType.Float64, [.. slice.Alphas])
            .Add("connected", DataType.Bool, [.. slice.Connected.Select(static connected => (byte)(connected ? 1 : 0))])
            .AddColors("color", _colors, rows)
            .Add("graph", DataType.Int32, _spec.DisplayGraph ? [.. slice.GraphVertices] : Array.Empty<int>(), 2)
            .Pack(slice.Count);
    }
}
