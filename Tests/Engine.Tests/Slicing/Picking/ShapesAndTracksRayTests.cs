using System.Collections.Immutable;
using CsCheck;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Picking;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Surface;
using Lamella.Engine.Slicing.Tracks;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Picking;

/// <summary>Which shape or track a line of sight through three displayed axes meets.</summary>
public sealed class ShapesAndTracksRayTests
{
    private static readonly Dims Dims = Dims.Create(3, ndisplay: 3, range: [.. Enumerable.Repeat(new DimRange(-99, 99, 1), 3)]);

    private static readonly ImmutableArray<double> Tilted = [0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 0];

    [Fact]
    public void Shapes_ofTriangles_areThoseThatAMeshOfThemHasThere() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int).Sample(
            (count, seed) =>
            {
                // Random bits, not chosen ones: on an edge the two may differ.
                var random = new Random(seed);
                double[] Some(int length) => [.. Enumerable.Range(0, length).Select(_ => (6 * random.NextDouble()) - 3)];
                var (origin, direction) = (Some(3), Some(3));
                double[][] triangles = [.. Enumerable.Range(0, count).Select(_ => Some(9))];
                var slice = Shapes(Dims, [.. triangles.Select(corners => new Shape(ShapeType.Polygon, [.. corners], 3))]);
                var mesh = new SurfaceLayerData(
                    CoordinateTable.FromRows([.. triangles.SelectMany(corners => corners)], 3),
                    [.. Enumerable.Range(0, 3 * triangles.Length)],
                    new double[3 * triangles.Length]);
                var state = new SurfaceSliceState { DataToWorld = AffineTransform.Identity(3) };
                var surface = SurfaceSlicing.Slice(SurfaceSlicing.MakeSliceRequest(mesh, state, Dims), CancellationToken.None);
                var ray = DataRay.From(slice.Request.Input, new WorldPoint([.. origin]), new WorldPoint([.. direction]))!;

                return ShapesPicking.GetValue(slice, ray, edgeWidth: 0) == SurfacePicking.GetValue(surface, ray)?.Face;
            });

    [Theory]
    [InlineData(ShapeType.Rectangle, 9.9, 0.1, true)]
    [InlineData(ShapeType.Ellipse, 9.9, 0.1, false)]
    [InlineData(ShapeType.Ellipse, 5, 0.1, true)]
    [InlineData(ShapeType.Rectangle, 10.4, 5, false)]
    public void Shapes_thatLieAslant_areMetWithinTheirOutline(ShapeType type, double y, double x, bool isMet)
    {
        var slice = Shapes(Dims, new Shape(type, Tilted, 3));

        Assert.Equal(isMet ? 0 : null, ShapesPicking.GetValue(slice, Ray(slice, [-50, y, x], [1, 0, 0]), edgeWidth: 0));
    }

    [Fact]
    public void Shapes_withAWideOutline_areMetOnIt()
    {
        var slice = Shapes(Dims, new Shape(ShapeType.Rectangle, Tilted, 3));

        // In the plane, which rises at 45°, the outline reaches 1 beyond: along y by 1 / √2.
        Assert.Equal(0, ShapesPicking.GetValue(slice, Ray(slice, [0, 10.7, 5], [1, 0, 0]), edgeWidth: 2));
        Assert.Null(ShapesPicking.GetValue(slice, Ray(slice, [0, 10.72, 5], [1, 0, 0]), edgeWidth: 2));
    }

    [Fact]
    public void Shapes_oneBehindTheOther_areTheForemostFromEitherSide()
    {
        var slice = Shapes(Dims, Square(1), Square(7));

        Assert.Equal(0, ShapesPicking.GetValue(slice, Ray(slice, [3, 5, 5], [1, 0, 0])));
        Assert.Equal(1, ShapesPicking.GetValue(slice, Ray(slice, [3, 5, 5], [-1, 0, 0])));
        Assert.Null(ShapesPicking.GetValue(slice, Ray(slice, [3, 15, 5], [1, 0, 0])));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    public void Shapes_inOnePlane_areTheUppermost(int zIndexOfTheFirst, int expected)
    {
        var slice = Shapes(Dims, Square(1, zIndexOfTheFirst), Square(1, zIndex: 2));

        Assert.Equal(expected, ShapesPicking.GetValue(slice, Ray(slice, [-5, 5, 5], [1, 0.1, 0.2])));
    }

    [Fact]
    public void Shapes_fromTheirEdge_areNotMet()
    {
        var slice = Shapes(Dims, Square(1));

        Assert.Null(ShapesPicking.GetValue(slice, Ray(slice, [1, 5, -50], [0, 0, 1])));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2.4, 0)]
    [InlineData(2.6, null)]
    public void Shapes_thatArePaths_areMetWithinTheirWidth(double y, int? expected)
    {
        var slice = Shapes(Dims, new Shape(ShapeType.Path, [0, 2, 0, 10, 2, 10, 10, 9, 10], 3));

        Assert.Equal(expected, ShapesPicking.GetValue(slice, Ray(slice, [-5, y, 4], [1, 0, 0])));
    }

    [Fact]
    public void Shapes_withTheAxesInAnotherOrder_areTheSame()
    {
        var slice = Shapes(Dims.WithOrder([2, 0, 1]), Square(1), Square(7));

        Assert.Equal(1, ShapesPicking.GetValue(slice, Ray(slice, [3, 5, 5], [-1, 0, 0])));
    }

    [Theory]
    [InlineData(0.9, 8.0)]
    [InlineData(1.1, null)]
    public void Tracks_areMetBetweenTheirVertices_withinTheirWidth(double y, double? expected)
    {
        var slice = Tracks([8, 8], [[0, 0, 0, 0], [0, 5, 0, 10]]);

        Assert.Equal(expected, TracksPicking.GetValue(slice, Ray4(slice, [-20, y, 5], [1, 0, 0]), width: 2));
    }

    [Fact]
    public void Tracks_oneBehindTheOther_areTheForemostFromEitherSide()
    {
        var slice = Tracks([1, 1, 2, 2], [[0, 2, 0, 0], [0, 2, 0, 9], [0, 6, 0, 0], [0, 6, 0, 9]]);

        Assert.Equal(1, TracksPicking.GetValue(slice, Ray4(slice, [4, 0, 5], [1, 0, 0]), width: 2));
        Assert.Equal(2, TracksPicking.GetValue(slice, Ray4(slice, [4, 0, 5], [-1, 0, 0]), width: 2));
    }

    [Fact]
    public void Tracks_whoseTailHasFaded_areNotMetThere()
    {
        // At time 0, what is of time 50 lies ahead, and is not shown.
        var slice = Tracks([1, 1, 2], [[50, 0, 0, 0], [50, 0, 0, 9], [0, 7, 0, 5]]);

        Assert.Equal(2, TracksPicking.GetValue(slice, Ray4(slice, [-20, 0, 5], [1, 0, 0]), width: 2));
    }

    private static Shape Square(double z, int zIndex = 0) => new(ShapeType.Rectangle, [z, 0, 0, z, 0, 10, z, 10, 10, z, 10, 0], 3, zIndex);

    private static ShapesSlice Shapes(Dims dims, params ImmutableArray<Shape> shapes) => ShapesSlicing.Slice(
        ShapesSlicing.MakeSliceRequest(new ShapesLayerData(shapes, 3), new ShapesSliceState { DataToWorld = AffineTransform.Identity(3) }, dims),
        CancellationToken.None);

    private static TracksSlice Tracks(double[] ids, double[][] rows)
    {
        var dims = Dims.Create(4, ndisplay: 3, range: [.. Enumerable.Repeat(new DimRange(-99, 99, 1), 4)], point: [0, 0, 0, 0]);
        var data = new TracksLayerData(CoordinateTable.FromColumns(ids).Columns[0], CoordinateTable.FromRows([.. rows.SelectMany(static row => row)], 4));
        var state = new TracksSliceState { DataToWorld = AffineTransform.Identity(4), TailLength = 10 };
        return TracksSlicing.Slice(TracksSlicing.MakeSliceRequest(data, state, dims), CancellationToken.None);
    }

    private static DataRay Ray(ShapesSlice slice, double[] origin, double[] direction) =>
        DataRay.From(slice.Request.Input, new WorldPoint([.. origin]), new WorldPoint([.. direction]))!;

    private static DataRay Ray4(TracksSlice slice, double[] origin, double[] direction) =>
        DataRay.From(slice.Request.Input, new WorldPoint([0, .. origin]), new WorldPoint([0, .. direction]))!;
}
