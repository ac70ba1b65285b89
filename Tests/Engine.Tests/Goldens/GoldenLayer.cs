using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>One layer of a viewer of the golden cases: an image, labels or points.</summary>
internal sealed record GoldenLayer(LayerTransform Transform, ImageLayerData? Image, ImmutableArray<double[]> Points)
{
    public bool IsVisible { get; init; } = true;

    public AffineTransform DataToWorld => Transform.DataToWorld(Image?.Ndim ?? Points[0].Length);

    public static GoldenLayer From(JsonElement layer) => layer.Get("points") is { } points
        ? new GoldenLayer(layer.LayerTransform(), null, GoldenPoints.From(points))
        : new GoldenLayer(layer.LayerTransform(), GoldenImages.Data(layer, GoldenImages.Cuts[1]), []);

    public WorldExtent Extent() => Image is not null
        ? Image.Extent(DataToWorld)
        : DataToWorld.ExtentOf(
            [.. Enumerable.Range(0, Points[0].Length).Select(axis => Points.Min(point => point[axis]))],
            [.. Enumerable.Range(0, Points[0].Length).Select(axis => Points.Max(point => point[axis]))]);

    /// <summary>The points in the slab, one by one (SLICING P2, P3).</summary>
    public IEnumerable<int> PointsWithin(SliceInput input) => Enumerable.Range(0, Points.Length).Where(i =>
        input.NotDisplayed.All(axis =>
        {
            var (low, high) = (input.Low(axis), input.High(axis));
            var half = Math.Abs(high - low) <= 1e-8 + (1e-5 * Math.Abs(low)) ? 0.5 : 0;
            return Points[i][axis] >= low - half && Points[i][axis] <= high + half;
        }));
}
