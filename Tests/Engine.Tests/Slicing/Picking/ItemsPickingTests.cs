using CsCheck;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Tests.Slicing.Slabs;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Picking;

public sealed class ItemsPickingTests
{
    private static readonly DimRange Far = new(-1000, 1000, 1);

    [Fact]
    public void GetValue_ofPoints_is_the_last_shown_point_whose_square_holds_the_position() =>
        RandomTable.Tables.Where(table => table.Ndim >= 2 && table.Count > 0)
            .Select(Gen.Int[0, 10_000], Gen.Bool, static (table, pick, outOfSlice) => (table, pick, outOfSlice))
            .Sample(
                static random =>
                {
                    var (table, pick, outOfSlice) = random;
                    using var data = new PointsLayerData(
                        table,
                        PerItem.Each(Enumerable.Range(0, table.Count).Select(i => (i % 5) / 2.0).ToArray()),
                        PerItem.Each(Enumerable.Range(0, table.Count).Select(i => i % 7 != 0).ToArray()));
                    double[] at = [.. Enumerable.Range(0, table.Ndim).Select(axis => table[pick % table.Count, axis]).Select(c => double.IsFinite(c) ? Math.Clamp(c, -900, 900) : 0)];
                    var dims = Dims.Create(table.Ndim, range: [.. Enumerable.Repeat(Far, table.Ndim)], point: [.. at]);
                    var state = new PointsSliceState { DataToWorld = AffineTransform.Identity(table.Ndim), OutOfSliceDisplay = outOfSlice };
                    var slice = PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, dims), CancellationToken.None);

                    var value = PointsPicking.GetValue(slice, new WorldPoint([.. at]));

                    var displayed = slice.Request.Input.Displayed;
                    var expected = Enumerable.Range(0, slice.Count)
                        .Where(i => data.Shown[slice.Indices[i]]
                            && displayed.All(axis => Math.Abs(table[slice.Indices[i], axis] - at[axis]) <= slice.Size[i] / 2))
                        .Select(i => (int?)slice.Indices[i]).LastOrDefault();
                    Assert.Equal(expected, value);
                    Assert.Equal(value, PointsPicking.GetValue(data, state, dims, new WorldPoint([.. at]), CancellationToken.None));
                },
                iter: 100);

    [Theory]
    [InlineData(ShapeType.Rectangle, 5, 5, true)]
    [InlineData(ShapeType.Rectangle, 10.4, 5, true)]
    [InlineData(ShapeType.Rectangle, 10.6, 5, false)]
    [InlineData(ShapeType.Ellipse, 5, 5, true)]
    [InlineData(ShapeType.Ellipse, 0.5, 0.5, false)]
    [InlineData(ShapeType.Ellipse, 5, 10.4, true)]
    [InlineData(ShapeType.Ellipse, 5, 10.6, false)]
    [InlineData(ShapeType.Polygon, 5, 5, true)]
    [InlineData(ShapeType.Path, 5, 5, false)]
    [InlineData(ShapeType.Path, 0.4, 5, true)]
    [InlineData(ShapeType.Path, 5, 0, false)]
    public void GetValue_ofShapes_is_inside_or_on_the_outline(ShapeType type, double y, double x, bool hit)
    {
        var data = new ShapesLayerData([new Shape(type, [0, 0, 0, 10, 10, 10, 10, 0], 2)], 2);

        Assert.Equal(hit ? 0 : null, Pick(data, y, x));
    }

    [Fact]
    public void GetValue_ofShapes_that_overlap_is_the_uppermost()
    {
        Shape Square(int zIndex) => new(ShapeType.Rectangle, [0, 0, 0, 10, 10, 10, 10, 0], 2, zIndex);

        Assert.Equal(1, Pick(new ShapesLayerData([Square(0), Square(0)], 2), 5, 5));
        Assert.Equal(0, Pick(new ShapesLayerData([Square(1), Square(0)], 2), 5, 5));
    }

    [Theory]
    [InlineData(1, 0, 0, 1.0)]
    [InlineData(1, 9, 9, 2.0)]
    [InlineData(1.5, 0, 0, null)]
    public void GetValue_ofTracks_is_the_nearest_of_that_time(double t, double y, double x, double? expected)
    {
        var table = CoordinateTable.FromRows([1, 0, 0, 0, 1, 1, 0, 0, 2, 1, 8, 8], 4);
        var data = new TracksLayerData(table.Columns[0], CoordinateTable.Create(table.Columns[1..]));

        Assert.Equal(expected, TracksPicking.GetValue(data, AffineTransform.Identity(3), new WorldPoint([t, y, x])));
    }

    private static int? Pick(ShapesLayerData data, double y, double x)
    {
        var request = ShapesSlicing.MakeSliceRequest(data, new ShapesSliceState { DataToWorld = AffineTransform.Identity(2) }, Dims.Default);
        return ShapesPicking.GetValue(ShapesSlicing.Slice(request, TestContext.Current.CancellationToken), new WorldPoint([y, x]));
    }
}
