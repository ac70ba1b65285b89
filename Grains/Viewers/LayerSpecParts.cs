using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Checks that nothing is missing within a spec: what a client made without a value, such as an immutable array that is
/// <c>default</c>, would be found out only deep in slicing.
/// </summary>
internal static class LayerSpecParts
{
    /// <summary>Lets a spec pass whose parts are all there.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the message names the part.</exception>
    public static void EnsureWhole(LayerSpec spec)
    {
        EnsureWhole(spec, spec.Transform);
        switch (spec)
        {
            case ImageLayerSpec image:
                Ensure(spec, "colormap", image.Colormap is not null);
                break;
            case LabelsLayerSpec labels:
                Ensure(spec, "colors", !labels.Colors.IsDefault && labels.Colors.All(static color => color is { Color: not null }));
                break;
            case PointsLayerSpec points:
                EnsureWhole(spec, points.FaceColor, "face color");
                EnsureWhole(spec, points.BorderColor, "border color");
                break;
            case VectorsLayerSpec vectors:
                EnsureWhole(spec, vectors.EdgeColor, "edge color");
                break;
            case ShapesLayerSpec shapes:
                EnsureWhole(spec, shapes.EdgeColor, "edge color");
                EnsureWhole(spec, shapes.FaceColor, "face color");
                break;
            case TracksLayerSpec tracks:
                EnsureWhole(spec, tracks.Color, "color");
                break;
            case SurfaceLayerSpec surface:
                Ensure(spec, "colormap", surface.Colormap is not null);
                break;
        }

        if (spec is ItemsLayerSpec { Columns: { } columns })
        {
            Ensure(spec, "columns' axes", IsWhole(columns.Axes));
        }
    }

    private static void EnsureWhole(LayerSpec spec, LayerTransform? transform)
    {
        if (transform is null)
        {
            return;
        }

        Ensure(spec, "transform's scale", !transform.Scale.IsDefault);
        Ensure(spec, "transform's translate", !transform.Translate.IsDefault);
        Ensure(spec, "transform's rotate", !transform.Rotate.IsDefault && !transform.RotateMatrix.IsDefault);
        Ensure(spec, "transform's shear", !transform.Shear.IsDefault && !transform.ShearMatrix.IsDefault);
        Ensure(
            spec,
            "transform's affine",
            transform.Affine is not { } affine || (!affine.Matrix.IsDefault && affine.Ndim is >= 0 and <= 32 && affine.Matrix.Length == (affine.Ndim + 1) * (affine.Ndim + 1)));
    }

    private static void EnsureWhole(LayerSpec spec, ItemColor? color, string part) =>
        Ensure(spec, part, color is { Color: not null, Colormap: not null } && IsWhole(color.Cycle));

    private static bool IsWhole(ImmutableArray<string> texts) => !texts.IsDefault && texts.All(static text => text is not null);

    private static void Ensure(LayerSpec spec, string part, bool isWhole)
    {
        if (!isWhole)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"The {part} of layer '{spec.Name}' has no value; an empty one says that there is none.", expected: "a value", got: "none");
        }
    }
}
