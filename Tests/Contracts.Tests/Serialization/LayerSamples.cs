using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Tests.Serialization;

/// <summary>A layer and a slice of each type that is no image, with every field set to something of its own.</summary>
internal static class LayerSamples
{
    private static readonly LayerId Id = new("cells");
    private static readonly LayerSource Source = new("/data/cells.csv", 3);
    private static readonly LayerTransform Transform = new() { Scale = [2, 1, 0.5], Translate = [0, -1, 4] };
    private static readonly LayerColumns Columns = new() { Axes = ["z", "y", "x"], Size = "diameter", Shown = "is_shown", Track = "track" };

    private static readonly ItemColor ByFeature = new()
    {
        Color = "#10203040",
        Feature = "gene",
        Colormap = "magma",
        ContrastLimits = new ContrastLimits(-1, 7),
        Cycle = ["red", "lime"],
    };

    private static readonly ItemColor Plain = new() { Color = "orange" };

    /// <summary>One of each type.</summary>
    public static ImmutableArray<LayerSpec> Specs { get; } =
    [
        new LabelsLayerSpec
        {
            Id = Id, Name = "labels", Source = Source, Transform = Transform, Visible = false, Opacity = 0.6, Blending = Blending.Minimum,
            LockedLevel = 1, Seed = 0.25, Colors = [new LabelColor(-3, "red"), new LabelColor(1L << 40, "#00ff0080")],
            SelectedLabel = 12, ShowSelectedLabel = true, Contour = 2,
        },
        new PointsLayerSpec
        {
            Id = Id, Name = "points", Source = Source, Transform = Transform, Visible = false, Opacity = 0.5, Blending = Blending.Opaque,
            Columns = Columns, ProjectionMode = PointsProjectionMode.RescaleLinear, OutOfSliceDisplay = true, Size = 4.5, FaceColor = ByFeature,
            BorderColor = Plain, BorderWidth = 0.25, BorderWidthIsRelative = false, Symbol = PointSymbol.Star, Text = "{gene}",
        },
        new VectorsLayerSpec
        {
            Id = Id, Name = "vectors", Source = Source, Transform = Transform, Visible = false, Opacity = 0.4, Blending = Blending.Additive,
            Columns = Columns, ProjectionMode = VectorsProjectionMode.Fade, OutOfSliceDisplay = true, Length = 2.5, EdgeWidth = 1.5, EdgeColor = ByFeature,
            VectorStyle = VectorStyle.Arrow,
        },
        new SurfaceLayerSpec
        {
            Id = Id, Name = "surface", Source = Source, Transform = Transform, Visible = false, Opacity = 0.3, Blending = Blending.Translucent,
            Columns = Columns, ProjectionMode = SurfaceProjectionMode.None, ContrastLimits = new ContrastLimits(-2, 3), Colormap = "turbo", Gamma = 1.5,
        },
        new ShapesLayerSpec
        {
            Id = Id, Name = "shapes", Source = Source, Transform = Transform, Visible = false, Opacity = 0.2, Blending = Blending.Multiplicative,
            Columns = Columns, EdgeWidth = 3.5, EdgeColor = ByFeature, FaceColor = Plain,
        },
        new TracksLayerSpec
        {
            Id = Id, Name = "tracks", Source = Source, Transform = Transform, Visible = false, Opacity = 0.1, Blending = Blending.Additive,
            Columns = Columns, TailLength = 12, HeadLength = 6, TailWidth = 2.5, Fade = false, DisplayGraph = false, HideCompletedTracks = true, Color = ByFeature,
        },
    ];

    /// <summary>One of each type.</summary>
    public static ImmutableArray<LayerSliceResponse> Responses { get; } =
    [
        Fill(new PointsSliceResponse { Layer = Id, Revision = default, Slice = Slice, ByteLength = 0, Timings = default, Count = 2, Columns = SliceColumns, SliceToWorld = ToWorld }),
        Fill(new VectorsSliceResponse { Layer = Id, Revision = default, Slice = Slice, ByteLength = 0, Timings = default, Count = 3, Columns = SliceColumns, SliceToWorld = ToWorld }),
        Fill(new SurfaceSliceResponse { Layer = Id, Revision = default, Slice = Slice, ByteLength = 0, Timings = default, Count = 4, Columns = SliceColumns, SliceToWorld = ToWorld }),
        Fill(new ShapesSliceResponse { Layer = Id, Revision = default, Slice = Slice, ByteLength = 0, Timings = default, Count = 5, Columns = SliceColumns, SliceToWorld = ToWorld }),
        Fill(new TracksSliceResponse
        {
            Layer = Id, Revision = default, Slice = Slice, ByteLength = 0, Timings = default, Count = 6, Columns = SliceColumns, SliceToWorld = ToWorld, CurrentTime = 4.5,
        }),
    ];

    /// <summary>What was looked for.</summary>
    public static LayerValueRequest ValueRequest { get; } = new(
        Specs[1], Dims.Create(3), new FieldOfView([0, 1], [2, 3], [4, 5]), new WorldPoint([1, 2, 3]), new WorldPoint([0, 0, 1]));

    /// <summary>What was found.</summary>
    public static LayerValue Value { get; } = new()
    {
        Layer = Id,
        IsFromSlice = true,
        DataType = DataType.UInt16,
        Element = [7, 0, 8, 0],
        Numbers = [7, 8],
        Item = 1L << 40,
        Failure = "a chunk is damaged",
    };

    private static SliceHandle Slice => new(new ViewerId("v1"), Id, 5, 9, "S127.0.0.1:11111:3");

    private static ImmutableArray<SliceColumn> SliceColumns =>
        [new SliceColumn("index", DataType.Int32, [2], 0), new SliceColumn("position", DataType.Float64, [2, 2], 8)];

    private static AffineTransform ToWorld => AffineTransform.FromScaleTranslate([1, 0.5], [-1, 4]);

    private static LayerSliceResponse Fill(LayerSliceResponse response) => response with
    {
        Revision = new Revision(7, 42),
        ByteLength = 40,
        Empty = true,
        Warnings = ["not orthogonal"],
        Timings = new SliceTimings(TimeSpan.FromMilliseconds(1), default, default, default, default, default, TimeSpan.FromMilliseconds(7)),
        Chunks = new ChunkStatistics(1, 2, 3, 4, 5),
    };
}
