using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Multiscale;
using Lamella.Engine.Slicing.Progressive;

namespace Lamella.Engine.Slicing.Images;

/// <summary>Slices image and labels layers (SLICING §4). Static: a slice is a function of its request and the arrays.</summary>
public static class ImageSlicing
{
    /// <summary>Decides what a slice is made of. Pure and fast: nothing is read.</summary>
    /// <param name="data">The layer's arrays.</param>
    /// <param name="state">The layer's transform, projection and view.</param>
    /// <param name="dims">The viewer's Dims.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the transform is of another rank than the data, or has no inverse.
    /// </exception>
    public static ImageSliceRequest MakeSliceRequest(ImageLayerData data, ImageSliceState state, Dims dims)
    {
        if (state.DataToWorld.Ndim != data.Ndim)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"A {state.DataToWorld.Ndim}-D transform does not go with a {data.Ndim}-D layer.",
                expected: $"{data.Ndim}",
                got: $"{state.DataToWorld.Ndim}");
        }

        var input = SliceInput.From(dims, state.DataToWorld);
        var mode = data.IsLabels ? ProjectionMode.None : state.ProjectionMode;
        var empty = ImageWindow.IsOutOfRange(input, mode, data.Shape(0));
        var (level, tile) = LevelAndTile(data, state, input);
        var window = empty ? null : ImageWindow.Of(input, mode, data, level, tile);
        var thumbnail = empty || !state.WithThumbnail || !data.IsMultiscale
            ? null
            : ImageWindow.Of(input, mode, data, data.Levels.Length - 1, tile: null);
        return new ImageSliceRequest
        {
            Data = data,
            Input = input,
            ProjectionMode = mode,
            Window = window,
            ThumbnailWindow = thumbnail is not null && SameElements(window!, thumbnail) ? null : thumbnail,
            TileToData = window is null || !data.IsMultiscale ? AffineTransform.Identity(data.Ndim) : TileToData(data, input, window),
            Priority = state.Priority,
            Limits = state.Limits,
        };
    }

    /// <summary>The chunks that a request needs, for asking whether they are at hand or reading ahead; null where none are.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: too many chunks.</exception>
    public static ChunkDemand? Demand(ImageSliceRequest request) =>
        request.Window is null ? null : ImageReading.Plan(request, request.Window).Demand(request.Priority);

    /// <summary>Makes a slice.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>The slice; the caller disposes it.</returns>
    /// <exception cref="LamellaException">As <see cref="SliceWithProgressAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ValueTask<ImageSlice> SliceAsync(
        ImageSliceRequest request, IChunkReader reader, CancellationToken cancellationToken) =>
        SliceWithProgressAsync(request, reader, null, cancellationToken);

    /// <summary>Makes a slice, and tells how far it has come.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="progress">Told how far the slice has come; null where nobody wants to know.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>The slice; the caller disposes it.</returns>
    /// <exception cref="LamellaException">
    /// A chunk failed; <see cref="LamellaErrorCode.LimitExceeded"/>: it would be too large;
    /// <see cref="LamellaErrorCode.Unsupported"/>: complex numbers have no maximum.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async ValueTask<ImageSlice> SliceWithProgressAsync(
        ImageSliceRequest request, IChunkReader reader, ImageProgress? progress, CancellationToken cancellationToken)
    {
        var (image, statistics) = request.Window is { } window
            ? await ImageReading.ReadAsync(request, window, reader, progress, cancellationToken).ConfigureAwait(false)
            : (Empty(request), default);
        var source = image;
        try
        {
            if (request.ThumbnailWindow is { } coarse)
            {
                (source, var more) = await ImageReading.ReadAsync(request, coarse, reader, null, cancellationToken).ConfigureAwait(false);
                statistics = Sum(statistics, more);
            }
        }
        catch
        {
            image.Dispose();
            throw;
        }

        return new ImageSlice
        {
            Request = request,
            Image = image,
            ThumbnailSource = source,
            TileToData = request.TileToData,
            SliceToWorld = SliceToWorld(request),
            Statistics = statistics,
        };
    }

    /// <summary>Pixel index of a request's slice to world coordinates, on the displayed axes, in display order (T12).</summary>
    /// <param name="request">The request.</param>
    public static AffineTransform SliceToWorld(ImageSliceRequest request) =>
        request.Input.DataToWorld.Compose(request.TileToData).SetSlice(request.Input.Displayed.AsSpan());

    private static (int Level, CornerPixels? Tile) LevelAndTile(ImageLayerData data, ImageSliceState state, SliceInput input)
    {
        var coarsest = data.Levels.Length - 1;
        if (!data.IsMultiscale)
        {
            return (0, null);
        }

        var locked = state.LockedLevel is { } wanted && wanted >= 0 && wanted <= coarsest ? wanted : (int?)null;
        if (input.Ndisplay == 3)
        {
            return (locked ?? coarsest, null);
        }

        var view = state.View;
        var level = locked ?? Math.Clamp(view?.Level ?? 0, 0, coarsest);
        return (level, view is not null && view.Level == level ? view.Corners : null);
    }

    /// <summary>Scale and offset of the tile on the displayed axes (I10).</summary>
    internal static AffineTransform TileToData(ImageLayerData data, SliceInput input, ImageWindow window)
    {
        double[] scale = [.. Enumerable.Repeat(1.0, data.Ndim)];
        var translate = new double[data.Ndim];
        foreach (var axis in input.Displayed)
        {
            scale[axis] = data.DownsampleFactors[window.Level][axis];
            translate[axis] = window.Ranges[axis].Start * scale[axis];
        }

        return AffineTransform.FromScaleTranslate(scale, translate);
    }

    private static bool SameElements(ImageWindow first, ImageWindow second) =>
        first.Level == second.Level && first.Ranges.SequenceEqual(second.Ranges);

    /// <summary>One black pixel, of three samples also for RGBA (I4).</summary>
    private static SlicedArray Empty(ImageSliceRequest request)
    {
        long[] shape = [.. Enumerable.Repeat(1L, request.Input.Displayed.Length), .. request.Data.IsRgb ? [3L] : Array.Empty<long>()];
        var pixel = SlicedArray.Rent(shape, request.Data.DataType, request.Limits);
        pixel.Writable.Span.Clear();
        return pixel;
    }

    private static ChunkReadStatistics Sum(ChunkReadStatistics first, ChunkReadStatistics second) => new(
        first.Chunks + second.Chunks,
        first.Hits + second.Hits,
        first.Joins + second.Joins,
        first.BytesRead + second.BytesRead,
        first.BytesDecoded + second.BytesDecoded,
        first.ReadTime + second.ReadTime,
        first.DecodeTime + second.DecodeTime);
}
