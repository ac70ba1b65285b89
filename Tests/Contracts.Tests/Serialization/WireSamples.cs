using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Serialization;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Tests.Serialization;

/// <summary>One value of each notice and stored record, with every field set to something of its own.</summary>
internal static class WireSamples
{
    private static readonly ViewerId Viewer = new("v1");
    private static readonly LayerId Layer = new("nuclei");
    private static readonly Revision Revision = new(7, 42);

    private static readonly Dims Dims = Dims.Create(
        3,
        ndisplay: 2,
        range: [new DimRange(0, 9, 0.5), new DimRange(-1, 63, 1), new DimRange(0, 127, 1)],
        point: [4.5, 0, 0],
        order: [0, 2, 1],
        marginLeft: [0.5, 0, 0],
        marginRight: [1, 0, 0],
        axisLabels: ["z", "y", "x"],
        rollable: [true, false, true],
        lastUsed: 0);

    private static readonly FieldOfView FieldOfView = new([-1, 0], [63, 127], [480, 640]);

    private static readonly ImageLayerSpec Spec = new()
    {
        Id = Layer,
        Name = "Nuclei",
        Source = new LayerSource("/data/brain.zarr", 1),
        Transform = new LayerTransform
        {
            Scale = [0.5, 1, 1],
            Translate = [0, -1, 0],
            Rotate = [30],
            RotateMatrix = [0, -1, 1, 0],
            Shear = [0.25],
            ShearMatrix = [1, 0.5, 0, 1],
            Affine = AffineTransform.Identity(2),
        },
        Visible = false,
        Opacity = 0.75,
        Blending = Blending.Additive,
        ProjectionMode = ProjectionMode.Max,
        ContrastLimits = new ContrastLimits(100, 4000),
        Gamma = 0.9,
        Colormap = "green",
        LockedLevel = 2,
    };

    private static readonly LayerInfo Info = new()
    {
        Ndim = 3,
        LevelShapes = [[19, 65, 128], [19, 33, 64]],
        DataType = DataType.UInt16,
        Axes = [new ImageAxis("z", "space", "micrometer"), new ImageAxis("y", "space", null), new ImageAxis("x", null, null)],
        Rgb = false,
        DataToWorld = AffineTransform.FromScaleTranslate([0.5, 1, 1], [0, -1, 0]),
        Extent = new WorldExtent([0, -1, 0], [9, 63, 127], [0.5, 1, 1]),
        Channel = new ImageChannel("DAPI", 0x0000FF, 100, 4000, true),
        IsLabels = true,
        Warnings = ["two axes are called x"],
    };

    private static readonly ImageSliceResponse Response = new()
    {
        Layer = Layer,
        Revision = Revision,
        Slice = new SliceHandle(Viewer, Layer, 5, 9, "S127.0.0.1:11111:3"),
        ByteLength = 16640,
        Empty = true,
        Warnings = ["not orthogonal"],
        Timings = new SliceTimings(
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromMilliseconds(2),
            TimeSpan.FromMilliseconds(3),
            TimeSpan.FromMilliseconds(4),
            TimeSpan.FromMilliseconds(5),
            TimeSpan.FromMilliseconds(6),
            TimeSpan.FromMilliseconds(7),
            TimeSpan.FromMilliseconds(8),
            TimeSpan.FromMilliseconds(9)),
        Chunks = new ChunkStatistics(12, 5, 2, 4096, 524288),
        Shape = [65, 128],
        DataType = DataType.UInt16,
        Rgb = true,
        Level = 1,
        SliceToWorld = AffineTransform.FromScaleTranslate([1, 1], [-1, 0]),
        IsPreview = true,
        Parts = new LevelMap([[32, 65], [128]], [1, LevelMap.Nothing]) { MissingPlanes = [3, 7] },
    };

    private static readonly LinkedStamp Stamp = new(638_000_000_000_000_000, new Guid("00112233-4455-6677-8899-aabbccddeeff"));

    private static readonly SliceFailure Failure = new(Layer, Revision, LamellaErrorCode.CorruptChunk, "c/0/1 is 3 bytes short", 4, true);

    private static readonly Dictionary<string, Sample> All = new(StringComparer.Ordinal)
    {
        ["slice-ready"] = Of<ViewerEvent>(new SliceReady(Viewer, Revision, 11, [Response])),
        ["slice-failed"] = Of<ViewerEvent>(new SliceFailed(Viewer, Revision, 12, [Failure], [Response])),
        ["layer-slice-ready"] = Of<ViewerEvent>(new LayerSliceReady(Viewer, Revision, 13, Response)),
        ["dims-changed"] = Of<ViewerEvent>(new DimsChanged(Viewer, Revision, 14, Dims, FieldOfView)),
        ["layers-changed"] = Of<ViewerEvent>(new LayersChanged(Viewer, Revision, 15, [Spec])),
        ["loading-changed"] = Of<ViewerEvent>(
            new LoadingChanged(Viewer, Revision, 16, [new LoadingLayer(Layer, TimeSpan.FromSeconds(2))])),
        ["layers-changed-of-all-kinds"] = Of<ViewerEvent>(new LayersChanged(Viewer, Revision, 18, LayerSamples.Specs)),
        ["slice-ready-of-all-kinds"] = Of<ViewerEvent>(new SliceReady(Viewer, Revision, 19, LayerSamples.Responses)),
        ["viewer-snapshot"] = Of(new ViewerSnapshot
        {
            Viewer = Viewer,
            Revision = Revision,
            Outcome = RevisionOutcome.Failed,
            LastEvent = 17,
            Dims = Dims,
            FieldOfView = FieldOfView,
            Layers =
            [
                new LayerState
                {
                    Spec = Spec,
                    Info = Info,
                    Loading = true,
                    LoadingFor = TimeSpan.FromSeconds(3),
                    LastResponse = Response,
                    Failure = Failure,
                    LoadingRevision = Revision,
                },
            ],
            LastEnd = new SliceReady(Viewer, Revision, 16, [Response]),
            Links = [new ViewerLink(new ViewerId("v2"), LinkedParts.Zoom)],
            RestoredFrom = new Revision(6, 40),
            RestoredViewFrom = new Revision(5, 3),
        }),
        ["stored-viewer"] = Of(new StoredViewer
        {
            Epoch = 7,
            Dims = Dims,
            FieldOfView = FieldOfView,
            Layers = [new StoredLayer(Spec, Info)],
            Links = [new ViewerLink(new ViewerId("v2"), LinkedParts.Point | LinkedParts.Layers)],
            Counter = 12,
            RestoredFrom = new Revision(6, 40),
            RestoredViewFrom = new Revision(5, 3),
            LinkedPoint = new LinkedChange { Stamp = Stamp, Part = LinkedParts.Point, Point = [4.5, 0, 0], From = new ViewerId("v2"), Asks = true, TakesOver = true },
            LinkedZoom = new LinkedChange
            {
                Stamp = Stamp,
                Part = LinkedParts.Zoom,
                FieldOfView = FieldOfView,
                Displayed = [-2, -1],
                Layers = [new StoredLayer(Spec, Info)],
                LayerStamps = [new LayerStamp(Layer, Stamp, 0.5, default)],
            },
            LayerStamps = [new LayerStamp(Layer, Stamp, -1.5, new LinkedStamp(4, Guid.Empty))],
        }),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Sample Get(string name) => All[name];

    private static Sample Of<T>(T value)
        where T : notnull => new(
            value,
            () => WireFormat.ToBytes(value),
            bytes => WireFormat.ToBytes(WireFormat.Read<T>(new(bytes))));

    /// <summary>A value, how it is written, and how bytes are read and written again.</summary>
    internal sealed record Sample(object Value, Func<byte[]> Write, Func<byte[], byte[]> Rewrite);
}
