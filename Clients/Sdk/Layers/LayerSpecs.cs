using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;

namespace Lamella.Sdk.Layers;

/// <summary>Layers of what one wrote of them.</summary>
public static class LayerSpecs
{
    private static readonly ImmutableArray<string> Common = ["blending", "name", "opacity", "scale", "translate", "visible"];

    /// <summary>Makes a layer of a kind, in its defaults and with what was set.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="uri">The source, as the silo sees it.</param>
    /// <param name="settings">What was set.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the kind knows no such setting, or not such a value.</exception>
    public static LayerSpec Create(LayerKind kind, string uri, LayerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (id, name, source) = (LayerId.New(), uri.TrimEnd('/', '\\').Split('/', '\\')[^1], new LayerSource(uri, (int?)settings.Whole("channel")));
        return Apply<LayerSpec>(
            kind switch
            {
                LayerKind.Labels => new LabelsLayerSpec { Id = id, Name = name, Source = source },
                LayerKind.Points => new PointsLayerSpec { Id = id, Name = name, Source = source },
                LayerKind.Vectors => new VectorsLayerSpec { Id = id, Name = name, Source = source },
                LayerKind.Surface => new SurfaceLayerSpec { Id = id, Name = name, Source = source },
                LayerKind.Shapes => new ShapesLayerSpec { Id = id, Name = name, Source = source },
                LayerKind.Tracks => new TracksLayerSpec { Id = id, Name = name, Source = source },
                _ => new ImageLayerSpec { Id = id, Name = name, Source = source },
            },
            settings);
    }

    /// <summary>A layer with what was set.</summary>
    /// <typeparam name="T">The layer's type.</typeparam>
    /// <param name="spec">The layer.</param>
    /// <param name="settings">What was set.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: as for <see cref="Create"/>; or a contrast is given in percent, which only
    /// one who has the slice's values can make limits of.
    /// </exception>
    public static T Apply<T>(T spec, LayerSettings settings)
        where T : LayerSpec
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(settings);
        EnsureKnown(spec, settings);
        LayerSpec applied = spec switch
        {
            ImageLayerSpec image => image with
            {
                Colormap = settings.Text("colormap") ?? image.Colormap,
                ContrastLimits = Limits(settings) ?? image.ContrastLimits,
                Gamma = settings.Number("gamma") ?? image.Gamma,
            },
            LabelsLayerSpec labels => labels with
            {
                Contour = (int)(settings.Whole("contour") ?? labels.Contour),
                Seed = settings.Number("seed") ?? labels.Seed,
                SelectedLabel = settings.Whole("selected") ?? labels.SelectedLabel,
                ShowSelectedLabel = settings.Whole("selected") is not null || labels.ShowSelectedLabel,
            },
            PointsLayerSpec points => points with
            {
                Size = settings.Number("size") ?? points.Size,
                Symbol = settings.Choice<PointSymbol>("symbol") ?? points.Symbol,
                FaceColor = Color(points.FaceColor, settings),
                BorderColor = settings.Text("border") is { } border ? new ItemColor { Color = border } : points.BorderColor,
                BorderWidth = settings.Number("border-width") ?? points.BorderWidth,
                OutOfSliceDisplay = settings.Flag("out-of-slice") ?? points.OutOfSliceDisplay,
            },
            VectorsLayerSpec vectors => vectors with
            {
                Length = settings.Number("length") ?? vectors.Length,
                EdgeWidth = settings.Number("width") ?? vectors.EdgeWidth,
                EdgeColor = Color(vectors.EdgeColor, settings),
                OutOfSliceDisplay = settings.Flag("out-of-slice") ?? vectors.OutOfSliceDisplay,
                VectorStyle = settings.Choice<VectorStyle>("style") ?? vectors.VectorStyle,
            },
            ShapesLayerSpec shapes => shapes with
            {
                EdgeWidth = settings.Number("width") ?? shapes.EdgeWidth,
                EdgeColor = settings.Text("edge") is { } edge ? new ItemColor { Color = edge } : shapes.EdgeColor,
                FaceColor = Color(shapes.FaceColor, settings),
            },
            SurfaceLayerSpec surface => surface with
            {
                Colormap = settings.Text("colormap") ?? surface.Colormap,
                ContrastLimits = Limits(settings) ?? surface.ContrastLimits,
                Gamma = settings.Number("gamma") ?? surface.Gamma,
            },
            TracksLayerSpec tracks => tracks with
            {
                TailLength = settings.Number("tail") ?? tracks.TailLength,
                HeadLength = settings.Number("head") ?? tracks.HeadLength,
                TailWidth = settings.Number("width") ?? tracks.TailWidth,
                Color = Color(tracks.Color, settings),
            },
            _ => spec,
        };
        return (T)(applied with
        {
            Name = settings.Text("name") ?? spec.Name,
            Opacity = settings.Number("opacity") ?? spec.Opacity,
            Blending = settings.Choice<Blending>("blending") ?? spec.Blending,
            Visible = settings.Flag("visible") ?? spec.Visible,
            Transform = Transform(spec.Transform, settings),
        });
    }

    private static ContrastLimits? Limits(LayerSettings settings) => settings.Contrast() switch
    {
        null => null,
        { IsPercent: false } contrast => contrast.Limits,
        _ => throw new LamellaException(
            LamellaErrorCode.InvalidArgument,
            $"contrast={settings.Text("contrast")}: percentiles are for images in screenshots and slices; give the limits in data values, such as contrast=100:4000.",
            expected: "LOW:HIGH",
            got: settings.Text("contrast")),
    };

    private static ItemColor Color(ItemColor color, LayerSettings settings)
    {
        var plain = settings.Text("color") is { } name ? new ItemColor { Color = name } : color;
        return settings.Text("color-by") is { } feature
            ? plain with { Feature = feature, Colormap = settings.Text("colormap") ?? plain.Colormap }
            : plain with { Colormap = settings.Text("colormap") ?? plain.Colormap };
    }

    private static LayerTransform? Transform(LayerTransform? transform, LayerSettings settings)
    {
        var (scale, translate) = (settings.Numbers("scale"), settings.Numbers("translate"));
        return scale.IsDefault && translate.IsDefault
            ? transform
            : (transform ?? LayerTransform.Identity) with
            {
                Scale = scale.IsDefault ? transform?.Scale ?? [] : scale,
                Translate = translate.IsDefault ? transform?.Translate ?? [] : translate,
            };
    }

    private static void EnsureKnown(LayerSpec spec, LayerSettings settings)
    {
        ImmutableArray<string> known =
        [
            .. Common,
            .. (ReadOnlySpan<string>)(spec switch
            {
                ImageLayerSpec => ["channel", "colormap", "contrast", "gamma"],
                LabelsLayerSpec => ["channel", "contour", "seed", "selected"],
                PointsLayerSpec => ["border", "border-width", "color", "color-by", "colormap", "out-of-slice", "size", "symbol"],
                VectorsLayerSpec => ["color", "color-by", "colormap", "length", "out-of-slice", "style", "width"],
                ShapesLayerSpec => ["color", "color-by", "colormap", "edge", "width"],
                SurfaceLayerSpec => ["colormap", "contrast", "gamma"],
                _ => ["color", "color-by", "colormap", "head", "tail", "width"],
            }),
        ];
        if (settings.Given.FirstOrDefault(name => !known.Contains(name)) is { } wrong)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"A layer of {spec.GetType().Name.Replace("LayerSpec", string.Empty, StringComparison.Ordinal).ToLowerInvariant()} has no setting '{wrong}'; it has {string.Join(", ", known.Order(StringComparer.Ordinal))}.",
                expected: string.Join(", ", known),
                got: wrong);
        }
    }
}
