using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
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

/// <summary>Slicing looks at its token: between chunks, and before and while it goes through items.</summary>
public sealed class SliceCancellationTests
{
    private static readonly Dims Dims = Dims.Create(3, range: [.. Enumerable.Repeat(new DimRange(-99, 99, 1), 3)], point: [1, 0, 0]);
    private static readonly AffineTransform ToWorld = AffineTransform.Identity(3);
    private static readonly CutArray Array = new(new byte[4 * 8 * 8], [4, 8, 8], DataType.UInt8, [1, 4, 4]);

    private static CancellationToken Cancelled => new(canceled: true);

    [Theory]
    [InlineData(ProjectionMode.None, 0, 4)]
    [InlineData(ProjectionMode.Mean, 1, 12)]
    public async Task SliceAsync_ofAnImage_cancelledAfterAChunk_takesNoOtherOne(ProjectionMode mode, double margin, int chunks)
    {
        var state = new ImageSliceState { DataToWorld = ToWorld, ProjectionMode = mode };
        var request = ImageSlicing.MakeSliceRequest(ImageLayerData.FromArrays([Array]), state, Dims.WithMargins([margin, 0, 0], [margin, 0, 0]));
        using var stop = new CancellationTokenSource();
        var reader = new StoppingReader(stop, after: 2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImageSlicing.SliceAsync(request, reader, stop.Token).AsTask());

        Assert.Equal((2, chunks), (reader.Delivered, ImageSlicing.Demand(request)!.Count));
    }

    [Fact]
    public async Task SliceAsync_ofAPlane_cancelledAfterAChunk_takesNoOtherOne()
    {
        var plane = new ObliquePlane(new WorldPoint([1, 0, 0]), new WorldPoint([0, 1, 0]), new WorldPoint([0, 0, 1]), 8, 8);
        using var stop = new CancellationTokenSource();
        var reader = new StoppingReader(stop, after: 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ObliqueSlicing.SliceAsync(
            ImageLayerData.FromArrays([Array]), ToWorld, plane, ObliqueInterpolation.Linear, reader, SliceLimits.Default, stop.Token).AsTask());

        Assert.Equal(1, reader.Delivered);
    }

    [Fact]
    public async Task FromDataAsync_cancelled_readsNothing()
    {
        var reader = new StoppingReader(new CancellationTokenSource(), after: 99);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImagePicking.FromDataAsync(
            ImageLayerData.FromArrays([Array]), ToWorld, new WorldPoint([1, 1, 1]), reader, Cancelled).AsTask());

        Assert.Equal(0, reader.Delivered);
    }

    [Fact]
    public void Slice_ofPoints_cancelled_stops()
    {
        using var data = new PointsLayerData(Table);
        var request = PointsSlicing.MakeSliceRequest(data, new PointsSliceState { DataToWorld = ToWorld }, Dims);

        Assert.ThrowsAny<OperationCanceledException>(() => PointsSlicing.Slice(request, Cancelled));
    }

    [Fact]
    public void Slice_ofVectors_cancelled_stops()
    {
        using var data = new VectorsLayerData(Table, Table);
        var request = VectorsSlicing.MakeSliceRequest(data, new VectorsSliceState { DataToWorld = ToWorld }, Dims);

        Assert.ThrowsAny<OperationCanceledException>(() => VectorsSlicing.Slice(request, Cancelled));
    }

    [Fact]
    public void Slice_ofASurface_cancelled_stops()
    {
        var request = SurfaceSlicing.MakeSliceRequest(new SurfaceLayerData(Table, [0, 1, 2]), new SurfaceSliceState { DataToWorld = ToWorld }, Dims);

        Assert.ThrowsAny<OperationCanceledException>(() => SurfaceSlicing.Slice(request, Cancelled));
    }

    [Fact]
    public void Slice_ofShapes_cancelled_stops()
    {
        var data = new ShapesLayerData([new Shape(ShapeType.Line, [1, 0, 0, 1, 5, 5], 3)], 3);
        var request = ShapesSlicing.MakeSliceRequest(data, new ShapesSliceState { DataToWorld = ToWorld }, Dims);

        Assert.ThrowsAny<OperationCanceledException>(() => ShapesSlicing.Slice(request, Cancelled));
    }

    [Fact]
    public void Slice_ofTracks_cancelled_stops()
    {
        var request = TracksSlicing.MakeSliceRequest(new TracksLayerData(Table.Columns[0], Table), new TracksSliceState { DataToWorld = ToWorld }, Dims);

        Assert.ThrowsAny<OperationCanceledException>(() => TracksSlicing.Slice(request, Cancelled));
    }

    private static CoordinateTable Table => CoordinateTable.FromRows([1, 2, 3, 1, 4, 5, 2, 6, 7], 3);

    /// <summary>Delivers chunks one after the other, and cancels after some.</summary>
    private sealed class StoppingReader(CancellationTokenSource stop, int after) : IChunkReader
    {
        public int Delivered { get; private set; }

        public async ValueTask<ChunkReadStatistics> ReadAsync(ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
        {
            for (var ordinal = 0; ordinal < demand.Count; ordinal++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var encoded = await demand.Array.ReadAsync(demand.ChunkIndex(ordinal), cancellationToken);
                consumer(ordinal, encoded is null ? default : encoded.Bytes.Span);
                if (++Delivered == after)
                {
                    await stop.CancelAsync();
                }
            }

            return new ChunkReadStatistics(demand.Count, 0, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero);
        }

        public bool IsAtHand(ChunkDemand demand) => true;

        public ChunkDemand? OnTheirWay(ChunkDemand demand) => null;
    }
}
