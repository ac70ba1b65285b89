using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Layers;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Engine.Tests.Rendering.Layers;

/// <summary>Headers of slices of items, as a layer grain would make them.</summary>
internal static class ItemsSlices
{
    /// <summary>Where whole data units are whole canvas pixels.</summary>
    public static WorldCanvas Canvas(int height, int width) => new(height, width, PlaneTransform.Identity);

    public static PointsSliceResponse Points(EncodedItems items, AffineTransform? toWorld = null) => new()
    {
        Layer = Layer,
        Revision = default,
        Slice = Handle,
        ByteLength = items.Bytes.Length,
        Timings = default,
        Count = items.Count,
        Columns = items.Columns,
        SliceToWorld = toWorld ?? AffineTransform.Identity(2),
    };

    public static VectorsSliceResponse Vectors(EncodedItems items) => new()
    {
        Layer = Layer,
        Revision = default,
        Slice = Handle,
        ByteLength = items.Bytes.Length,
        Timings = default,
        Count = items.Count,
        Columns = items.Columns,
        SliceToWorld = AffineTransform.Identity(2),
    };

    public static ShapesSliceResponse Shapes(EncodedItems items) => new()
    {
        Layer = Layer,
        Revision = default,
        Slice = Handle,
        ByteLength = items.Bytes.Length,
        Timings = default,
        Count = items.Count,
        Columns = items.Columns,
        SliceToWorld = AffineTransform.Identity(2),
    };

    public static SurfaceSliceResponse Surface(EncodedItems items, AffineTransform toWorld) => new()
    {
        Layer = Layer,
        Revision = default,
        Slice = Handle,
        ByteLength = items.Bytes.Length,
        Timings = default,
        Count = items.Count,
        Columns = items.Columns,
        SliceToWorld = toWorld,
    };

    public static TracksSliceResponse Tracks(EncodedItems items, double time) => new()
    {
        Layer = Layer,
        Revision = default,
        Slice = Handle,
        ByteLength = items.Bytes.Length,
        Timings = default,
        Count = items.Count,
        Columns = items.Columns,
        SliceToWorld = AffineTransform.Identity(2),
        CurrentTime = time,
    };

    /// <summary>Dims at the origin that display the last two of some axes.</summary>
    public static Dims Dims(int ndim, params double[] point) => Contracts.Geometry.Dims.Create(
        ndim,
        range: [.. Enumerable.Repeat(new DimRange(-1000, 1000, 1), ndim)],
        point: [.. point, .. new double[ndim - point.Length]]);

    private static LayerId Layer => new("layer");

    private static SliceHandle Handle => new(new("viewer"), Layer, 1, 1, "silo");
}
