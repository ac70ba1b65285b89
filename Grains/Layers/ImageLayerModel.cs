using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Rendering.Labels;
using Lamella.Engine.Rendering.Layers;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Multiscale;
using Lamella.Engine.Slicing.Thumbnails;

namespace Lamella.Grains.Layers;

/// <summary>An opened image as an image layer sees it: all of it, or one of its channels.</summary>
internal sealed class ImageLayerModel : ILayerModel
{
    private readonly OpenedImage _image;
    private readonly ImageLayerData _data;
    private readonly ImageChannel? _channel;
    private readonly SliceLimits _limits;

    /// <summary>Takes an opened image.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it has no such channel.</exception>
    public ImageLayerModel(OpenedImage image, LayerSource source, SliceLimits limits)
    {
        _image = image;
        _limits = limits;
        var layers = ImageLayerData.FromImage(image, splitChannels: source.Channel is not null);
        var index = source.Channel ?? 0;
        var hasChannelAxis = layers[0].FixedIndices.Any(static held => held >= 0);
        if (source.Channel is not null && (!hasChannelAxis || index < 0 || index >= layers.Length))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                hasChannelAxis
                    ? $"{source.Uri} has channels 0 to {layers.Length - 1}, not {index}."
                    : $"{source.Uri} has no channel axis; leave the channel out.",
                source.Uri,
                hasChannelAxis ? $"0…{layers.Length - 1}" : "no channel",
                index.ToString(CultureInfo.InvariantCulture));
        }

        _data = layers[index];
        _channel = index < image.Channels.Length && (source.Channel is not null || image.Channels.Length == 1)
            ? image.Channels[index]
            : null;
    }

    /// <inheritdoc/>
    public LayerInfo Describe(LayerSpec spec)
    {
        var toWorld = DataToWorld(spec);
        return new LayerInfo
        {
            Ndim = _data.Ndim,
            LevelShapes = [.. Enumerable.Range(0, _data.Levels.Length).Select(ShapeOf)],
            DataType = _data.DataType,
            Axes = [.. _data.Axes.Select(axis => _image.Axes[axis])],
            Rgb = _data.IsRgb,
            DataToWorld = toWorld,
            Extent = _data.Extent(toWorld),
            Channel = _channel,
            IsLabels = _data.IsLabels,
            Warnings = _image.Warnings,
        };
    }

    /// <inheritdoc/>
    public ILayerSlicing Plan(LayerSliceRequest request) => new ImageLayerSlicing(RequestOf(request));

    /// <inheritdoc/>
    public async ValueTask<LayerValue> PickAsync(LayerValueRequest request, IChunkReader reader, CancellationToken cancellationToken)
    {
        var toWorld = DataToWorld(request.Layer);
        if (DataRays.Of(SliceInput.From(request.Dims, toWorld), request) is { } ray)
        {
            // What lies along a line is known from the slice alone, so it is made for the purpose.
            var wanted = RequestOf(new LayerSliceRequest(default, request.Layer, request.Dims, request.FieldOfView));
            using var slice = await ImageSlicing.SliceAsync(wanted, reader, cancellationToken).ConfigureAwait(false);
            return ImageLayerSlicing.Value(request, ImageRay.GetValue(slice, ray));
        }

        var picked = await ImagePicking.FromDataAsync(_data, toWorld, request.Place, reader, cancellationToken).ConfigureAwait(false);
        return ImageLayerSlicing.Value(request, picked);
    }

    /// <inheritdoc/>
    public async ValueTask<LayerThumbnail?> MakeThumbnailAsync(LayerSliceRequest request, IChunkReader reader, CancellationToken cancellationToken)
    {
        using var slice = await ImageSlicing.SliceAsync(RequestOf(request, withThumbnail: true), reader, cancellationToken).ConfigureAwait(false);
        return new LayerThumbnail(request.Layer.Id, [.. Thumbnail.Of(slice, StyleOf(request.Layer, slice)).Bytes]);
    }

    private ThumbnailStyle StyleOf(LayerSpec spec, ImageSlice slice) => spec switch
    {
        LabelsLayerSpec labels => new ThumbnailStyle(new ContrastLimits(0, 1), ColormapCatalog.Gray, Opacity: labels.Opacity, Labels: new LabelColors(labels)),
        ImageLayerSpec image => new ThumbnailStyle(
            ImageLayerPainter.LimitsOf(image, _channel, slice.ThumbnailSource.Bytes.Span, slice.ThumbnailSource.DataType),
            ColormapCatalog.Parse(image.Colormap),
            image.Gamma,
            image.Opacity),
        _ => throw new ArgumentException($"A {spec.GetType().Name} is no layer of pixels.", nameof(spec)),
    };

    private ImageSliceRequest RequestOf(LayerSliceRequest request, bool withThumbnail = false)
    {
        var (projection, lockedLevel) = request.Layer switch
        {
            ImageLayerSpec image => (image.ProjectionMode, image.LockedLevel),
            LabelsLayerSpec labels => (ProjectionMode.None, labels.LockedLevel),
            var other => throw new ArgumentException($"A {other.GetType().Name} is no layer of pixels.", nameof(request)),
        };
        var toWorld = DataToWorld(request.Layer);
        var state = new ImageSliceState
        {
            DataToWorld = toWorld,
            View = ViewOf(lockedLevel, request, toWorld),
            ProjectionMode = projection,
            LockedLevel = lockedLevel,
            WithThumbnail = withThumbnail,
            Limits = _limits,
        };
        return ImageSlicing.MakeSliceRequest(_data, state, request.Dims);
    }

    /// <summary>
    /// The level and tile for what the canvas shows. Made from the request alone, so that equal requests give equal slices;
    /// a view kept from before (SLICING M5) would save a slice only while zooming in within a tile.
    /// </summary>
    private MultiscaleView? ViewOf(int? lockedLevel, LayerSliceRequest request, AffineTransform toWorld)
    {
        if (request.FieldOfView is not { } view || !_data.IsMultiscale)
        {
            return null;
        }

        var input = SliceInput.From(request.Dims, toWorld);
        var shown = input.Displayed.Length;
        return view.Start.Length < shown
            ? null
            : LevelChoice.Draw(
                _data,
                input,
                old: null,
                view.Start.AsSpan()[^shown..],
                view.Stop.AsSpan()[^shown..],
                view.CanvasSize.AsSpan()[^shown..],
                lockedLevel);
    }

    private AffineTransform DataToWorld(LayerSpec spec) => spec.Transform?.DataToWorld(_data.Ndim) ?? _data.DataToPhysical;

    private ImmutableArray<long> ShapeOf(int level)
    {
        var shape = _data.Shape(level);
        return _data.IsRgb ? shape.Add(_data.Levels[level].Metadata.Shape[^1]) : shape;
    }
}
