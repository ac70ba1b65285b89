using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Slabs;

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

    /// <summary>The indices of the points in the slice.</summary>
    public IEnumerable<int> PointsIn(Dims dims)
    {
        using var data = new PointsLayerData(CoordinateTable.FromRows([.. Points.SelectMany(static point => point)], DataToWorld.Ndim));
        var state = new PointsSliceState { DataToWorld = DataToWorld };
        return PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, dims), CancellationToken.None).Indices;
    }
}
