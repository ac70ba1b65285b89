using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Shapes;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class ShapesGoldenTests
{
    [Fact]
    public Task Shapes_ofEveryType_areAsNapariHasThem() => GoldenRun.FamilyAsync("shapes", Check);

    private static void Check(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        var type = Enum.Parse<ShapeType>(layer.GetProperty("shape_type").GetString()!, ignoreCase: true);
        var vertices = layer.GetProperty("vertices").EnumerateArray().ToArray();
        var ndim = vertices[0][0].GetArrayLength();
        var data = new ShapesLayerData([.. vertices.Select(shape => new Shape(type, shape.Flat(), ndim))], ndim);
        var state = new ShapesSliceState { DataToWorld = layer.LayerTransform().DataToWorld(ndim) };

        var slice = ShapesSlicing.Slice(
            ShapesSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims()), TestContext.Current.CancellationToken);

        var (expect, input) = (golden.Expect, slice.Request.Input);
        Assert.Equal(expect.GetProperty("displayed").Ints(), input.Displayed);
        Assert.Equal(expect.GetProperty("not_displayed").Ints(), input.NotDisplayed);
        GoldenJson.AssertClose(expect.GetProperty("slice_key").Flat(), input.NotDisplayed.Select(axis => input.Point[axis]), 1e-9, "slice_key");
        Assert.Equal(expect.GetProperty("indices_in_view").Ints(), slice.Indices);
        GoldenJson.AssertClose(
            expect.GetProperty("shape_slice_keys").Flat(),
            Enumerable.Range(0, vertices.Length).SelectMany(shape =>
                input.NotDisplayed.Select(axis => data.SliceKey(shape, axis).Min)
                    .Concat(input.NotDisplayed.Select(axis => data.SliceKey(shape, axis).Max))),
            0,
            "shape_slice_keys");
        Assert.Equal(
            expect.GetProperty("displayed_mask").EnumerateArray().Select(item => item.GetBoolean()),
            Enumerable.Range(0, vertices.Length).Select(slice.Indices.Contains));
    }
}
