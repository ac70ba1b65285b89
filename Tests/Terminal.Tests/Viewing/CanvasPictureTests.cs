using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.Slices;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Layers that are no images, on a canvas of a terminal.</summary>
public sealed class CanvasPictureTests
{
    private static readonly LayerId Layer = new("items");

    [Fact]
    public void Compose_withPoints_drawsThemWhereTheCameraLooks()
    {
        var spec = new PointsLayerSpec { Id = Layer, Name = "p", Source = new("p.csv"), Size = 8, FaceColor = new() { Color = "red" }, BorderWidth = 0 };
        using var data = new PointsLayerData(CoordinateTable.FromRows([60, 70], 2));
        var state = new PointsSliceState { DataToWorld = AffineTransform.Identity(2), Size = spec.Size };
        var slice = PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, Dims.Create(2)), CancellationToken.None);
        var items = new PointsDisplay(spec, data).Encode(slice, SliceLimits.Default);
        var response = new PointsSliceResponse
        {
            Layer = Layer,
            Revision = new Revision(1, 7),
            Slice = new SliceHandle(SampleStates.Viewer, Layer, 1, 1, "silo"),
            ByteLength = items.Bytes.Length,
            Timings = default,
            Count = items.Count,
            Columns = items.Columns,
            SliceToWorld = AffineTransform.Identity(2),
        };

        var picture = Compose(spec, SliceImages.Of(response, items.Bytes));

        Assert.Equal(new Rgba(255, 0, 0), picture[10, 20]);
        Assert.Equal(Rgba.Black, picture[10, 30]);
    }

    [Fact]
    public void Compose_withLabels_drawsThemInTheirColours()
    {
        var spec = new LabelsLayerSpec { Id = Layer, Name = "l", Source = new("l.zarr"), Opacity = 1, Colors = [new(3, "lime")] };
        var response = SampleStates.Response(Layer, new Revision(1, 7)) with
        {
            Shape = [1, 2],
            DataType = DataType.UInt8,
            SliceToWorld = AffineTransform.FromScaleTranslate([1, 1], [60, 70]),
        };

        var picture = Compose(spec, SliceImages.Of((LayerSliceResponse)response, [3, 4]));

        Assert.Equal([new Rgba(0, 255, 0), Rgba.Black], [picture[10, 20], picture[10, 21]]);
    }

    private static RgbaImage Compose(LayerSpec spec, SliceImage slice)
    {
        var state = SampleStates.Of(24, 80) with
        {
            Layers = [new LayerEntry(spec)],
            Canvases =
            [
                SampleStates.Canvas with
                {
                    Slices = ImmutableDictionary<LayerId, SliceImage>.Empty.Add(Layer, slice),
                    Camera = Camera.Initial with { Zoom = 1, CenterRow = 70, CenterColumn = 70 },
                },
            ],
        };
        return CanvasPicture.Compose(state, 0, new PixelSize(41, 41));
    }
}
