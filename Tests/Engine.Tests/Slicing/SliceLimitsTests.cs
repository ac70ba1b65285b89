using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Oblique;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Surface;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Slicing.Vectors;
using Xunit;

namespace Lamella.Engine.Tests.Slicing;

/// <summary>A slice that would take more memory than allowed is refused before anything is allocated or read for it.</summary>
public sealed class SliceLimitsTests
{
    private static readonly Dims Dims = Dims.Create(3, range: [.. Enumerable.Repeat(new DimRange(-99, 99, 1), 3)], point: [1, 0, 0]);
    private static readonly AffineTransform ToWorld = AffineTransform.Identity(3);
    private static readonly CutArray Array = CutArray.Whole(new byte[4 * 5 * 6 * 2], [4, 5, 6], DataType.UInt16);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProjectionMode.None, 5 * 6 * 2)]
    [InlineData(ProjectionMode.Sum, 5 * 6 * 8)]
    public async Task SliceAsync_ofAnImage_isRefusedBeyondTheLimitAndMadeAtIt(ProjectionMode mode, int bytes)
    {
        var dims = Dims.WithMargins([1, 0, 0], [1, 0, 0]);

        using var fits = await SliceAsync(mode, bytes, dims);
        var error = await Assert.ThrowsAsync<LamellaException>(() => SliceAsync(mode, bytes - 1, dims));

        Assert.Equal(bytes, fits.Image.Bytes.Length);
        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Fact]
    public async Task SliceAsync_ofAPlane_isRefusedBeyondTheLimit()
    {
        var plane = new ObliquePlane(new WorldPoint([0, 0, 0]), new WorldPoint([0, 1, 0]), new WorldPoint([0, 0, 1]), 5, 6);

        var error = await Assert.ThrowsAsync<LamellaException>(() => ObliqueSlicing.SliceAsync(
            Data, ToWorld, plane, ObliqueInterpolation.Nearest, new ShufflingReader(0), new SliceLimits { MaxSliceBytes = 59 }, Token).AsTask());

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    [Fact]
    public void Encode_ofPoints_isRefusedBeyondTheLimit()
    {
        using var data = new PointsLayerData(CoordinateTable.FromRows([1, 2, 3, 1, 4, 5], 3));
        var slice = PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, new PointsSliceState { DataToWorld = ToWorld }, Dims), Token);
        var display = new PointsDisplay(new PointsLayerSpec { Id = new("p"), Name = "p", Source = new("p") }, data);

        Refuses(limits => display.Encode(slice, limits).Bytes.Length);
    }

    [Fact]
    public void Encode_ofVectors_isRefusedBeyondTheLimit()
    {
        using var data = new VectorsLayerData(CoordinateTable.FromRows([1, 2, 3], 3), CoordinateTable.FromRows([0, 1, 1], 3));
        var slice = VectorsSlicing.Slice(VectorsSlicing.MakeSliceRequest(data, new VectorsSliceState { DataToWorld = ToWorld }, Dims), Token);
        var display = new VectorsDisplay(new VectorsLayerSpec { Id = new("v"), Name = "v", Source = new("v") }, data);

        Refuses(limits => display.Encode(slice, limits).Bytes.Length);
    }

    [Fact]
    public void Encode_ofShapes_isRefusedBeyondTheLimit()
    {
        var data = new ShapesLayerData([new Shape(ShapeType.Line, [1, 0, 0, 1, 5, 5], 3)], 3);
        var slice = ShapesSlicing.Slice(ShapesSlicing.MakeSliceRequest(data, new ShapesSliceState { DataToWorld = ToWorld }, Dims), Token);
        var display = new ShapesDisplay(new ShapesLayerSpec { Id = new("s"), Name = "s", Source = new("s") }, data);

        Refuses(limits => display.Encode(slice, limits).Bytes.Length);
    }

    [Fact]
    public void Encode_ofASurface_isRefusedBeyondTheLimit()
    {
        var data = new SurfaceLayerData(CoordinateTable.FromRows([1, 0, 0, 1, 5, 0, 1, 5, 5], 3), [0, 1, 2]);
        var slice = SurfaceSlicing.Slice(SurfaceSlicing.MakeSliceRequest(data, new SurfaceSliceState { DataToWorld = ToWorld }, Dims), Token);

        Refuses(limits => SurfaceDisplay.Encode(slice, limits).Bytes.Length);
    }

    [Fact]
    public void Encode_ofTracks_isRefusedBeyondTheLimit()
    {
        var data = new TracksLayerData(CoordinateTable.FromColumns(new double[2]).Columns[0], CoordinateTable.FromRows([0, 1, 1, 1, 2, 2], 3));
        var slice = TracksSlicing.Slice(TracksSlicing.MakeSliceRequest(data, new TracksSliceState { DataToWorld = ToWorld }, Dims), Token);
        var display = new TracksDisplay(new TracksLayerSpec { Id = new("t"), Name = "t", Source = new("t") }, data);

        Refuses(limits => display.Encode(slice, limits).Bytes.Length);
    }

    private static ImageLayerData Data => ImageLayerData.FromArrays([Array]);

    private static Task<ImageSlice> SliceAsync(ProjectionMode mode, long most, Dims dims)
    {
        var state = new ImageSliceState { DataToWorld = ToWorld, ProjectionMode = mode, Limits = new SliceLimits { MaxSliceBytes = most } };
        return ImageSlicing.SliceAsync(ImageSlicing.MakeSliceRequest(Data, state, dims), new ShufflingReader(0), Token).AsTask();
    }

    /// <summary>What fits exactly is made; one byte less is refused.</summary>
    private static void Refuses(Func<SliceLimits, int> encode)
    {
        var length = encode(SliceLimits.Default);

        Assert.InRange(encode(new SliceLimits { MaxSliceBytes = length }), 1, length);
        Assert.Equal(
            LamellaErrorCode.LimitExceeded, Assert.Throws<LamellaException>(() => encode(new SliceLimits { MaxSliceBytes = length - 8 })).Code);
    }
}
