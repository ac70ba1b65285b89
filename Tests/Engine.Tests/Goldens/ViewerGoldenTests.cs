using System.Text.Json;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Tests.Slicing;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class ViewerGoldenTests
{
    [Fact]
    public Task Viewers_afterEachOperation_areAsNapariHasThem() => GoldenRun.FamilyAsync(
        "viewer", golden => CheckAsync(golden, AssertImageAsync), golden => CheckAsync(golden, AssertImageOrMirroredSlabAsync));

    private static async Task CheckAsync(GoldenCase golden, Func<JsonElement, GoldenLayer, Dims, Task> assertImage)
    {
        var dims = Dims.Default;
        SortedDictionary<int, GoldenLayer> layers = [];
        var steps = golden.Expect.GetProperty("steps").EnumerateArray().ToArray();
        var ops = golden.Json.GetProperty("input").GetProperty("ops").EnumerateArray().ToArray();
        Assert.Equal(ops.Length, steps.Length);
        foreach (var (op, step) in ops.Zip(steps))
        {
            dims = Apply(dims, layers, op);
            AssertDims(step.GetProperty("dims"), dims, op.GetRawText());
            foreach (var (number, layer) in layers)
            {
                await AssertLayerAsync(step.GetProperty("layers")[number], layer, dims, assertImage);
            }
        }
    }

    private static Dims Apply(Dims dims, SortedDictionary<int, GoldenLayer> layers, JsonElement op)
    {
        var number = op[1].ValueKind == JsonValueKind.Number ? op[1].GetInt32() : -1;
        switch (op[0].GetString())
        {
            case "add":
                layers.Add(number, GoldenLayer.From(op[2]));
                return ViewerDims.OnLayerAdded(dims, Extents(layers));
            case "remove":
                layers.Remove(number);
                return ViewerDims.OnLayersChanged(dims, Extents(layers));
            case "set_scale":
                layers[number] = layers[number] with { Transform = layers[number].Transform with { Scale = op[2].Doubles() } };
                return ViewerDims.OnLayersChanged(dims, Extents(layers));
            case "set_visible":
                layers[number] = layers[number] with { IsVisible = op[2].GetBoolean() };
                return dims;
            case "set_order":
                return dims.WithOrder(op[1].Ints());
            case "set_ndisplay":
                return dims.WithNdisplay(number);
            case "set_margins":
                return dims.WithMargins(op[1].Doubles(), op[1].Doubles());
            default:
                return DimsGoldenTests.Apply(dims, op);
        }
    }

    private static WorldExtent[] Extents(SortedDictionary<int, GoldenLayer> layers) =>
        [.. layers.Values.Select(layer => layer.Extent())];

    private static void AssertDims(JsonElement expected, Dims dims, string what)
    {
        Assert.True(expected.GetProperty("ndim").GetInt32() == dims.Ndim, $"{what}: ndim {dims.Ndim}");
        Assert.Equal(expected.GetProperty("ndisplay").GetInt32(), dims.Ndisplay);
        Assert.Equal(expected.GetProperty("order").Ints(), dims.Order);
        GoldenJson.AssertClose(
            expected.GetProperty("range").Flat(), dims.Range.SelectMany(r => new[] { r.Start, r.Stop, r.Step }), 1e-9, $"{what}: range");
        GoldenJson.AssertClose(expected.GetProperty("point").Flat(), dims.Point, 1e-9, $"{what}: point");
        Assert.Equal(expected.GetProperty("current_step").Longs(), dims.CurrentStep);
        Assert.Equal(expected.GetProperty("nsteps").Longs(), dims.Nsteps);
        Assert.Equal(expected.GetProperty("displayed").Ints(), dims.Displayed);
        Assert.Equal(expected.GetProperty("not_displayed").Ints(), dims.NotDisplayed);
        Assert.Equal(expected.GetProperty("last_used").GetInt32(), dims.LastUsed);
    }

    private static async Task AssertLayerAsync(
        JsonElement expected, GoldenLayer layer, Dims dims, Func<JsonElement, GoldenLayer, Dims, Task> assertImage)
    {
        var input = SliceInput.From(dims, layer.DataToWorld);
        Assert.Equal(expected.GetProperty("visible").GetBoolean(), layer.IsVisible);
        Assert.Equal(expected.GetProperty("displayed").Ints(), input.Displayed);
        Assert.Equal(expected.GetProperty("not_displayed").Ints(), input.NotDisplayed);
        GoldenJson.AssertClose(expected.GetProperty("data_point").Doubles(), input.Point.Coordinates, 1e-9, "data_point");
        if (!layer.IsVisible)
        {
            return;
        }

        if (expected.Get("indices") is { } indices)
        {
            Assert.Equal(indices.Ints(), layer.PointsIn(dims));
            return;
        }

        await assertImage(expected.GetProperty("image"), layer, dims);
    }

    private static async Task AssertImageAsync(JsonElement expected, GoldenLayer layer, Dims dims)
    {
        using var slice = await SliceAsync(layer.Image!, layer.DataToWorld, dims);
        Assert.Equal(expected.GetProperty("empty").GetBoolean(), slice.IsEmpty);
        GoldenImages.AssertArray(expected, slice.Image, "image");
    }

    /// <summary>
    /// Margins on a mirrored axis gave napari the mean of no planes, which is NaN; they give Lamella what the same margins
    /// give on an upright axis (docs/differences.md, S5).
    /// </summary>
    private static async Task AssertImageOrMirroredSlabAsync(JsonElement expected, GoldenLayer layer, Dims dims)
    {
        var input = SliceInput.From(dims, layer.DataToWorld);
        if (!input.NotDisplayed.Any(axis => layer.DataToWorld[axis, axis] < 0 && input.MarginLeft[axis] + input.MarginRight[axis] > 0))
        {
            await AssertImageAsync(expected, layer, dims);
            return;
        }

        var upright = Dims.Create(
            input.Ndim,
            input.Ndisplay,
            [.. Enumerable.Repeat(new DimRange(-100, 100, 1), input.Ndim)],
            [.. input.Point.Coordinates.Select(x => double.IsNaN(x) ? 0 : x)],
            input.Order,
            [.. input.MarginLeft.Select(x => double.IsNaN(x) ? 0 : x)],
            [.. input.MarginRight.Select(x => double.IsNaN(x) ? 0 : x)]);
        using var slice = await SliceAsync(layer.Image!, layer.DataToWorld, dims);
        using var same = await SliceAsync(layer.Image!, AffineTransform.Identity(input.Ndim), upright);
        Assert.Equal(same.Image.Bytes.ToArray(), slice.Image.Bytes.ToArray());
        Assert.True(slice.Request.Window!.Planes(slice.Request.Input) > 1);
    }

    private static ValueTask<ImageSlice> SliceAsync(ImageLayerData data, AffineTransform dataToWorld, Dims dims) =>
        ImageSlicing.SliceAsync(
            ImageSlicing.MakeSliceRequest(data, new ImageSliceState { DataToWorld = dataToWorld }, dims),
            new ShufflingReader(0),
            TestContext.Current.CancellationToken);
}
