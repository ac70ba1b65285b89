using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Rendering.Cells;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.Slices;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>A session that is easy to recognise on a screen: a blob over time and depth, and a layer that fails.</summary>
internal static class SampleStates
{
    public static readonly ViewerId Viewer = new("viewer");
    public static readonly LayerId Nuclei = new("nuclei");
    public static readonly LayerId Membrane = new("membrane");

    public static Dims Dims { get; } = Dims.Create(
        4,
        range: [new DimRange(0, 19, 1), new DimRange(0, 58.75, 0.25), new DimRange(0, 135, 0.5), new DimRange(0, 135, 0.5)],
        point: [3, 29.5, 67.5, 67.5],
        axisLabels: ["t", "z", "y", "x"],
        lastUsed: 1);

    public static ViewState Of(int rows, int columns, ColorDepth depth = ColorDepth.TrueColor) => new()
    {
        Size = new ScreenSize(rows, columns),
        Depth = depth,
        Address = "this process",
        Canvases = [Canvas],
        Layers = [Layer(Nuclei, "nuclei", "#20adf8"), Layer(Membrane, "membrane", "magma")],
        SelectedLayer = 0,
        Now = TimeSpan.FromSeconds(60),
        Latency = new LatencyLog { Skipped = 3 }
            .Add(TimeSpan.FromMilliseconds(8), Timings(8), TimeSpan.FromMilliseconds(0.4))
            .Add(TimeSpan.FromMilliseconds(41), Timings(41), TimeSpan.FromMilliseconds(0.6))
            .Add(TimeSpan.FromMilliseconds(12), Timings(12), TimeSpan.FromMilliseconds(0.5)),
    };

    public static CanvasState Canvas { get; } = new()
    {
        Dims = Dims,
        Slices = ImmutableDictionary<LayerId, SliceImage>.Empty.Add(Nuclei, Blob(Nuclei, new Revision(1, 7))),
        Failures = ImmutableDictionary<LayerId, SliceFailure>.Empty.Add(
            Membrane,
            new SliceFailure(Membrane, new Revision(1, 7), LamellaErrorCode.CorruptChunk, "chunk 0/1/118/0/0 has a wrong checksum: expected 4f2a, got 91c0")),
        Accepted = new Revision(1, 7),
        Ended = new Revision(1, 7),
        AtHand = Enumerable.Range(100, 30).Aggregate(StepsAtHand.None, (known, step) => known.Add(Dims.WithCurrentStep(1, step))),
        Camera = Camera.Initial,
    };

    public static LayerEntry Layer(LayerId id, string name, string colormap) => new(
        new ImageLayerSpec { Id = id, Name = name, Source = new LayerSource($"/data/{name}.zarr"), Colormap = colormap, Blending = Blending.Additive },
        new LayerInfo
        {
            Ndim = 4,
            LevelShapes = [[20, 236, 271, 271], [20, 236, 136, 136]],
            DataType = DataType.UInt16,
            Axes = [new ImageAxis("t", "time", "second"), new("z", "space", "micrometer"), new("y", "space", "micrometer"), new("x", "space", "micrometer")],
            Rgb = false,
            DataToWorld = AffineTransform.FromScaleTranslate([1, 0.25, 0.5, 0.5], [0, 0, 0, 0]),
            Extent = new WorldExtent([0, 0, 0, 0], [19, 58.75, 135, 135], [1, 0.25, 0.5, 0.5]),
        },
        new ContrastLimits(0, 4000));

    /// <summary>A bright blob left of the middle and a dim one right of it, 68 × 68 pixels of 2 units.</summary>
    public static SliceImage Blob(LayerId layer, Revision revision, long number = 1)
    {
        var elements = new byte[68 * 68 * 2];
        for (var y = 0; y < 68; y++)
        {
            for (var x = 0; x < 68; x++)
            {
                var value = (3600 * Bell(y - 34, x - 22, 9)) + (1500 * Bell(y - 30, x - 48, 6));
                BitConverter.TryWriteBytes(elements.AsSpan(((y * 68) + x) * 2), (ushort)value);
            }
        }

        return new SliceImage(
            Response(layer, revision, number), 68, 68, DataType.UInt16, 1, PlaneTransform.FromScaleTranslate(2, 2, 0.75, 0.75), elements);
    }

    public static ImageSliceResponse Response(LayerId layer, Revision revision, long number = 1) => new()
    {
        Layer = layer,
        Revision = revision,
        Slice = new SliceHandle(Viewer, layer, 1, number, "127.0.0.1:11111@1"),
        ByteLength = 68 * 68 * 2,
        Timings = Timings(12),
        Chunks = new ChunkStatistics(4, 1, 1, 70_000, 148_000),
        Shape = [68, 68],
        DataType = DataType.UInt16,
        Level = 1,
        SliceToWorld = AffineTransform.FromScaleTranslate([2, 2], [0.75, 0.75]),
    };

    private static SliceTimings Timings(double total) => new(
        TimeSpan.Zero,
        TimeSpan.FromMilliseconds(total * 0.05),
        TimeSpan.FromMilliseconds(total * 0.02),
        TimeSpan.FromMilliseconds(total * 0.55),
        TimeSpan.FromMilliseconds(total * 0.25),
        TimeSpan.FromMilliseconds(total * 0.1),
        TimeSpan.FromMilliseconds(total));

    private static double Bell(double y, double x, double width) => Math.Exp(-((y * y) + (x * x)) / (2 * width * width));
}
