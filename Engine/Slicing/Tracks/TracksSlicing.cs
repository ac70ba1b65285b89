using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Tracks;

/// <summary>Slices tracks layers (SLICING K1). Static: a slice is a function of its request.</summary>
public static class TracksSlicing
{
    private const int TimeAxis = 0;

    /// <summary>Decides what a slice is made of. Pure and fast: no vertex is looked at.</summary>
    /// <param name="data">The tracks.</param>
    /// <param name="state">The layer's transform, tail and head.</param>
    /// <param name="dims">The viewer's Dims.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the transform is of another rank than the data, or has no inverse.
    /// </exception>
    public static TracksSliceRequest MakeSliceRequest(TracksLayerData data, TracksSliceState state, Dims dims) =>
        new() { Data = data, Input = LayerSliceInput.From(dims, state.DataToWorld, data.Ndim), State = state };

    /// <summary>Makes a slice.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TracksSlice Slice(TracksSliceRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (data, displayed) = (request.Data, request.Input.Displayed);
        var now = request.Input.Point[TimeAxis];
        int[] all = [.. Enumerable.Range(0, data.Count)];
        return new TracksSlice
        {
            Request = request,
            Positions = ImmutableCollectionsMarshal.AsImmutableArray(data.Coordinates.Gather(all, displayed)),
            CurrentTime = now,
            Alphas = [.. all.Select(vertex => Alpha(data.Coordinates[vertex, TimeAxis], now, request.State))],
            Connected = [.. all.Select(vertex => data.IsConnected(vertex) && !IsHidden(data, vertex, now, request.State))],
            GraphVertices = [.. data.Graph.SelectMany(edge => GraphLine(data, edge, now, request.State))],
            SliceToWorld = request.Input.DataToWorld.SetSlice(displayed.AsSpan()),
        };
    }

    /// <summary>napari's shading: from 1 at the end of the head to 0 at the end of the tail; nothing ahead of the head.</summary>
    private static double Alpha(double time, double now, TracksSliceState state)
    {
        if (!state.Fade || double.IsNaN(now))
        {
            return 1;
        }

        var past = state.HeadLength + now - time;
        var length = state.TailLength + state.HeadLength;
        return past < 0 ? 0 : length > 0 ? Math.Clamp(1 - (past / length), 0, 1) : past == 0 ? 1 : 0;
    }

    private static bool IsHidden(TracksLayerData data, int vertex, double now, TracksSliceState state) =>
        state.HideCompletedTracks && data.Coordinates[data.Vertices(data.TrackIds[vertex]).Last, TimeAxis] < now;

    private static IEnumerable<int> GraphLine(TracksLayerData data, TrackEdge edge, double now, TracksSliceState state)
    {
        var (from, to) = (data.Vertices(edge.Parent).Last, data.Vertices(edge.Track).First);
        return IsHidden(data, to, now, state) ? [] : [from, to];
    }
}
