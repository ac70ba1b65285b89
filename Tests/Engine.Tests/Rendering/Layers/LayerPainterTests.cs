using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Layers;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Slicing.Vectors;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Layers;

/// <summary>Slices as a layer grain encodes them, drawn at one canvas pixel a data unit.</summary>
public sealed partial class LayerPainterTests
{
    private static readonly ItemColor Red = new() { Color = "red" };
    private static readonly ItemColor Lime = new() { Color = "lime" };
    private static readonly ItemColor Nothing = new() { Color = "transparent" };
    private static readonly WorldCanvas Canvas = ItemsSlices.Canvas(21, 21);

    private static readonly PointsLayerSpec PointsSpec = new()
    {
        Id = new("p"),
        Name = "p",
        Source = new("p.csv"),
        FaceColor = Red,
        BorderColor = Lime,
        BorderWidth = 0,
        Size = 8,
    };

    [Fact]
    public void Paint_aPoint_fillsADiscOfItsSize()
    {
        var image = Points(PointsSpec, [10], [10]);

        Assert.Equal(new Rgba(255, 0, 0), image[10, 10]);
        Assert.Equal(new Rgba(255, 0, 0), image[13, 10]);
        Assert.Equal(Rgba.Black, image[15, 10]);
        Assert.Equal(Rgba.Black, image[14, 14]);
        var area = image.Pixels.ToArray().Sum(static pixel => Rgba.FromPacked(pixel).R) / 255.0;
        Assert.InRange(area, 0.95 * Math.PI * 16, 1.05 * Math.PI * 16);
    }

    [Fact]
    public void Paint_aPointWithABorder_drawsItOnTheEdge()
    {
        var image = Points(PointsSpec with { BorderWidth = 2, BorderWidthIsRelative = false }, [10], [10]);

        Assert.Equal(new Rgba(255, 0, 0), image[10, 10]);
        Assert.Equal(new Rgba(0, 255, 0), image[14, 10]);
    }

    [Theory]
    [InlineData(PointSymbol.Square, 7, 7, true)]
    [InlineData(PointSymbol.Diamond, 7, 7, false)]
    [InlineData(PointSymbol.Ring, 10, 10, false)]
    [InlineData(PointSymbol.Ring, 10, 13, true)]
    [InlineData(PointSymbol.Cross, 7, 10, true)]
    [InlineData(PointSymbol.Cross, 7, 7, false)]
    [InlineData(PointSymbol.X, 8, 8, true)]
    [InlineData(PointSymbol.X, 7, 10, false)]
    [InlineData(PointSymbol.TriangleUp, 13, 7, true)]
    [InlineData(PointSymbol.TriangleDown, 13, 7, false)]
    [InlineData(PointSymbol.VBar, 13, 10, true)]
    [InlineData(PointSymbol.HBar, 13, 10, false)]
    [InlineData(PointSymbol.Star, 7, 10, true)]
    [InlineData(PointSymbol.Plus, 10, 13, true)]
    public void Paint_aSymbol_coversItsPart(PointSymbol symbol, int y, int x, bool isCovered)
    {
        var image = Points(PointsSpec with { Symbol = symbol }, [10], [10]);

        Assert.Equal(isCovered, image[y, x].R > 100);
    }

    [Fact]
    public void Paint_aPointSmallerThanAPixel_isStillSeen() =>
        Assert.True(Points(PointsSpec with { Size = 0.01 }, [10], [10])[10, 10].R > 100);

    [Fact]
    public void Paint_aPointOutOfSlice_isSmallerByWhatItsSphereHasThere()
    {
        var spec = PointsSpec with { OutOfSliceDisplay = true };

        var inside = Points(spec, [10], [10], z: 0);
        var outside = Points(spec, [10], [10], z: 2.5);

        Assert.True(outside[10, 10].R > 100);
        Assert.Equal((true, false), (inside[13, 10].R > 100, outside[13, 10].R > 100));
    }

    [Fact]
    public void Paint_pointsWithNaN_leavesThemOut() =>
        Assert.Equal(255, Points(PointsSpec, [double.NaN, 10], [5, 10])[10, 10].R);

    [Fact]
    public void Paint_pointsInAnAnisotropicWorld_areRound()
    {
        var image = Points(PointsSpec with { Size = 4 }, [3], [2], AffineTransform.FromScaleTranslate([3, 4], [0, 0]));

        // Sizes are measured along the last axis, as in napari: 4 data units there are 16 pixels.
        Assert.Equal((true, true, false), (image[9, 15].R > 100, image[16, 8].R > 100, image[9, 17].R > 100));
    }

    [Fact]
    public void Paint_aVector_drawsALineToItsEnd()
    {
        var image = Vector([4, 4], [0, 5], VectorStyle.Line);

        Assert.Equal(new Rgba(255, 0, 0), image[4, 6]);
        Assert.Equal(new Rgba(255, 0, 0), image[4, 13]);
        Assert.Equal(Rgba.Black, image[4, 16]);
        Assert.Equal(Rgba.Black, image[6, 8]);
    }

    [Fact]
    public void Paint_anArrow_hasAShaftAndAHeadOfTwiceItsWidthThatEndsInATip()
    {
        // From x = 2 to 18, 4 wide; the head begins at 14.
        var image = Vector([10, 2], [0, 8], VectorStyle.Arrow, width: 4);

        Assert.Equal((255, 255, 0), (image[10, 6].R, image[9, 6].R, image[13, 6].R));
        Assert.Equal((255, 0), (image[13, 14].R + image[13, 15].R > 255 ? 255 : 0, image[13, 12].R));
        Assert.True(image[10, 17].R > 100);
        Assert.Equal((0, 0, 0), (image[12, 17].R, image[10, 19].R, image[15, 14].R));
    }

    [Fact]
    public void Paint_aTriangle_isWideAtTheStartAndEndsInATip()
    {
        var image = Vector([10, 2], [0, 8], VectorStyle.Triangle, width: 8);

        Assert.Equal((255, 255), (image[7, 3].R, image[13, 3].R));
        Assert.Equal((0, 255, 0), (image[7, 14].R, image[10, 14].R, image[13, 14].R));
        Assert.Equal(0, image[10, 19].R);
    }

    [Theory]
    [InlineData(VectorStyle.Triangle)]
    [InlineData(VectorStyle.Arrow)]
    public void Paint_aVectorWithoutLength_drawsNoLessThanALineDoes(VectorStyle style) =>
        Assert.Equal(
            Vector([10, 10], [0, 0], VectorStyle.Line).Pixels.ToArray(), Vector([10, 10], [0, 0], style).Pixels.ToArray());

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void Paint_shapes_fillsFacesAndDrawsEdgesInTheOrderOfTheirZIndex(int zIndex, bool isEdgeSeen)
    {
        var image = Shapes(
            Lime,
            new Shape(ShapeType.Ellipse, [10, 10, 6, 6], 2, zIndex),
            new Shape(ShapeType.Polygon, [2, 2, 2, 18, 18, 18, 18, 2], 2, zIndex: 1));

        Assert.Equal(new Rgba(255, 0, 0), image[10, 10]);
        Assert.Equal(new Rgba(0, 255, 0), image[2, 10]);
        Assert.Equal(isEdgeSeen, image[4, 10].G > 100);
        Assert.Equal(Rgba.Black, image[0, 0]);
    }

    [Fact]
    public void Paint_anEllipse_leavesItsCornersOut()
    {
        var image = Shapes(Nothing, new Shape(ShapeType.Ellipse, [10, 10, 8, 5], 2));

        Assert.Equal((255, 255, 255), (image[10, 10].R, image[3, 10].R, image[10, 14].R));
        Assert.Equal((0, 0, 0), (image[3, 6].R, image[10, 16].R, image[1, 10].R));
    }

    [Theory]
    [InlineData(ShapeType.Path, false)]
    [InlineData(ShapeType.Polygon, true)]
    public void Paint_aPath_isNotFilledAndAPolygonIs(ShapeType type, bool isFilled)
    {
        var image = Shapes(Lime, new Shape(type, [2, 2, 2, 18, 18, 18], 2));

        Assert.Equal((true, isFilled), (image[2, 10].G > 100, image[6, 14].R > 100));
        Assert.Equal(isFilled, image[10, 10].G > 100);
    }

    [Fact]
    public void Paint_tracks_fadesTheTailAndHidesWhatIsAhead()
    {
        var spec = new TracksLayerSpec { Id = new("t"), Name = "t", Source = new("t.csv"), TailLength = 10, TailWidth = 3, Color = Red };
        double[][] columns = [[0, 5, 10, 15], [10, 10, 10, 10], [0, 5, 10, 15]];
        var data = new TracksLayerData(CoordinateTable.FromColumns(new double[4]).Columns[0], CoordinateTable.FromColumns(columns));
        var state = new TracksSliceState { DataToWorld = AffineTransform.Identity(3), TailLength = 10 };
        var slice = TracksSlicing.Slice(TracksSlicing.MakeSliceRequest(data, state, ItemsSlices.Dims(3, 10)), CancellationToken.None);
        var items = new TracksDisplay(spec, data).Encode(slice, SliceLimits.Default);

        var image = Compose(spec, ItemsSlices.Tracks(items, 10), items);

        Assert.True(image[10, 9].R > image[10, 6].R && image[10, 6].R > image[10, 2].R);
        Assert.Equal(0, image[10, 16].R);
        Assert.Equal(0, image[14, 9].R);
    }

    [Fact]
    public void Paint_labels_neverMixesThem()
    {
        var spec = new LabelsLayerSpec { Id = new("l"), Name = "l", Source = new("l"), Opacity = 1, Colors = [new(1, "red"), new(2, "lime")] };
        var canvas = new WorldCanvas(4, 8, PlaneTransform.FromScaleTranslate(4, 4, 1.5, 1.5));

        var image = Compositor.Compose(
            4, 8, Rgba.Black, [LayerPainter.Paint(spec, Pixels(DataType.UInt8, 2), [1, 2], canvas, interpolation: Interpolation.Linear)!]);

        Assert.Equal([new Rgba(255, 0, 0), new Rgba(0, 255, 0)], Enumerable.Range(0, 8).Select(x => image[1, x]).Distinct());
    }

    [Fact]
    public void Paint_anImageLinearly_mixesItsElements()
    {
        var spec = new ImageLayerSpec { Id = new("i"), Name = "i", Source = new("i"), ContrastLimits = new(0, 255) };
        var canvas = new WorldCanvas(4, 8, PlaneTransform.FromScaleTranslate(4, 4, 1.5, 1.5));

        var image = Compositor.Compose(
            4, 8, Rgba.Black, [LayerPainter.Paint(spec, Pixels(DataType.UInt8, 2), [0, 255], canvas, interpolation: Interpolation.Linear)!]);

        Assert.True(Enumerable.Range(0, 8).Select(x => image[1, x].R).Distinct().Count() >= 4);
    }

    [Fact]
    public void Paint_aSpecOfAnotherType_isNothing() =>
        Assert.Null(LayerPainter.Paint(PointsSpec, Pixels(DataType.UInt8, 1), [1], Canvas));

    [Fact]
    public void Paint_anEmptySlice_isNothing() =>
        Assert.Null(LayerPainter.Paint(PointsSpec, ItemsSlices.Points(new EncodedItems([], [], 0)) with { Empty = true }, [], Canvas));

    [Fact]
    public void Paint_aLayer_takesItsOpacityAndBlending()
    {
        var image = Points(PointsSpec with { Opacity = 0.5, Blending = Blending.Additive }, [10], [10], below: new Rgba(0, 0, 200));

        Assert.InRange(image[10, 10].R, 126, 129);
        Assert.Equal(200, image[10, 10].B);
    }

    private static RgbaImage Points(
        PointsLayerSpec spec, double[] rows, double[] columns, AffineTransform? toWorld = null, double z = 0, Rgba? below = null)
    {
        using var data = new PointsLayerData(CoordinateTable.FromColumns([.. rows.Select(_ => z)], rows, columns));
        var state = new PointsSliceState
        {
            DataToWorld = AffineTransform.Identity(3),
            Size = spec.Size,
            OutOfSliceDisplay = spec.OutOfSliceDisplay,
        };
        var slice = PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, ItemsSlices.Dims(3)), CancellationToken.None);
        var items = new PointsDisplay(spec, data).Encode(slice, SliceLimits.Default);
        return Compose(spec, ItemsSlices.Points(items, toWorld), items, below);
    }

    private static RgbaImage Vector(double[] start, double[] direction, VectorStyle style, double width = 2)
    {
        var spec = new VectorsLayerSpec { Id = new("v"), Name = "v", Source = new("v.csv"), EdgeColor = Red, EdgeWidth = width, Length = 2, VectorStyle = style };
        var data = new VectorsLayerData(CoordinateTable.FromRows(start, 2), CoordinateTable.FromRows(direction, 2));
        var state = new VectorsSliceState { DataToWorld = AffineTransform.Identity(2), Length = spec.Length };
        var slice = VectorsSlicing.Slice(VectorsSlicing.MakeSliceRequest(data, state, ItemsSlices.Dims(2)), CancellationToken.None);
        var items = new VectorsDisplay(spec, data).Encode(slice, SliceLimits.Default);

        return Compose(spec, ItemsSlices.Vectors(items), items);
    }

    private static RgbaImage Shapes(ItemColor edge, params ImmutableArray<Shape> shapes)
    {
        var spec = new ShapesLayerSpec { Id = new("s"), Name = "s", Source = new("s.csv"), FaceColor = Red, EdgeColor = edge, EdgeWidth = 2 };
        var data = new ShapesLayerData(shapes, 2);
        var state = new ShapesSliceState { DataToWorld = AffineTransform.Identity(2) };
        var slice = ShapesSlicing.Slice(ShapesSlicing.MakeSliceRequest(data, state, ItemsSlices.Dims(2)), CancellationToken.None);
        var items = new ShapesDisplay(spec, data).Encode(slice, SliceLimits.Default);
        return Compose(spec, ItemsSlices.Shapes(items), items);
    }

    private static RgbaImage Compose(LayerSpec spec, LayerSliceResponse response, EncodedItems items, Rgba? below = null)
    {
        var background = new RgbaImage(Canvas.Height, Canvas.Width);
        background.Fill(below ?? Rgba.Black);
        return Compositor.Compose(
            Canvas.Height, Canvas.Width, Rgba.Black, [new ColorLayer(background), LayerPainter.Paint(spec, response, items.Bytes, Canvas)!]);
    }

    private static ImageSliceResponse Pixels(DataType dataType, int width) => new()
    {
        Layer = new("i"),
        Revision = default,
        Slice = new(new("viewer"), new("i"), 1, 1, "silo"),
        ByteLength = width,
        Timings = default,
        Shape = [1, width],
        DataType = dataType,
        SliceToWorld = AffineTransform.Identity(2),
    };
}
