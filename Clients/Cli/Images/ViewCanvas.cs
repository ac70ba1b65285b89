using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Layers;

namespace Lamella.Cli.Images;

/// <summary>The canvas that just holds some layers.</summary>
internal static class ViewCanvas
{
    /// <summary>Pixels along the longer side where no image says how fine the picture should be.</summary>
    private const int SideOfItems = 1024;

    /// <summary>Items reach beyond their places; so much of the picture is left free for that, to each side.</summary>
    private const double MarginOfItems = 0.02;

    /// <summary>The canvas; null where there is nothing to show.</summary>
    /// <param name="view">The slices.</param>
    /// <param name="longestSide">Pixels along the longer side; null takes one for the finest element of the images.</param>
    public static WorldCanvas? Of(SlicedView view, int? longestSide)
    {
        WorldExtent[] images = [.. view.Layers.Select(static layer => layer.Response).OfType<ImageSliceResponse>().Where(IsDrawable).Select(ExtentOf)];
        WorldExtent[] items = [.. view.Layers.Where(static layer => layer.Response is not ImageSliceResponse).Select(layer => ExtentOf(layer, view.Dims)).OfType<WorldExtent>()];
        WorldExtent[] all = [.. images, .. items];
        if (all.Length == 0)
        {
            return null;
        }

        var low = (Row: all.Min(static extent => extent.Min[0]), Column: all.Min(static extent => extent.Min[1]));
        var high = (Row: all.Max(static extent => extent.Max[0]), Column: all.Max(static extent => extent.Max[1]));
        if (images.Length == 0)
        {
            var margin = Math.Max(Math.Max(high.Row - low.Row, high.Column - low.Column), 1) * MarginOfItems;
            (low, high) = ((low.Row - margin, low.Column - margin), (high.Row + margin, high.Column + margin));
        }

        var longest = Math.Max(high.Row - low.Row, high.Column - low.Column);
        var pixel = longestSide is { } side ? longest / side
            : images.Length == 0 ? longest / SideOfItems
            : images.Min(static extent => Math.Min(extent.Step[0], extent.Step[1]));
        return WorldCanvas.Around(low, high, pixel, longestSide ?? WorldCanvas.DefaultLongestSide);
    }

    private static bool IsDrawable(ImageSliceResponse response) =>
        !response.Empty && Axes(response) is 2 or 3 && !response.Shape.Contains(0);

    private static int Axes(ImageSliceResponse response) => response.Rgb ? response.Shape.Length - 1 : response.Shape.Length;

    // Elements reach half a step beyond their centres.
    private static WorldExtent ExtentOf(ImageSliceResponse response)
    {
        var axes = Axes(response);
        var toWorld = response.SliceToWorld.SetSlice([axes - 2, axes - 1]);
        return toWorld.ExtentOf([-0.5, -0.5], [response.Shape[axes - 2] - 0.5, response.Shape[axes - 1] - 0.5]);
    }

    private static WorldExtent? ExtentOf(SlicedLayer layer, Dims dims)
    {
        if (layer.Info?.Extent is not { Ndim: >= 2 } extent)
        {
            return null;
        }

        var shown = AxisOrder.ForLayer(dims.Order, extent.Ndim)[^2..];
        var (low, high) = (shown.Select(axis => extent.Min[axis]), shown.Select(axis => extent.Max[axis]));
        return low.Concat(high).All(double.IsFinite)
            ? new WorldExtent([.. low], [.. high], [.. shown.Select(axis => extent.Step[axis])])
            : null;
    }
}
