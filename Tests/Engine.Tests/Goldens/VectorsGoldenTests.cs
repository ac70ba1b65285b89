using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Vectors;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class VectorsGoldenTests
{
    [Fact]
    public Task Vectors_ofEveryProjection_areAsNapariHasThem() => GoldenRun.FamilyAsync("vectors", Check);

    [Fact]
    public Task VectorsOutOfSlice_reachingIn_areAsNapari080HasThem() => GoldenRun.FamilyAsync("vectors_out_of_slice", Check);

    private static void Check(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        using var data = new VectorsLayerData(
            GoldenItems.Coordinates(layer.GetProperty("points")), GoldenItems.Coordinates(layer.GetProperty("directions")));
        var state = new VectorsSliceState
        {
            DataToWorld = layer.LayerTransform().DataToWorld(data.Ndim),
            ProjectionMode = layer.Get("projection_mode")?.GetString() switch
            {
                "none" => VectorsProjectionMode.None,
                "fade" => VectorsProjectionMode.Fade,
                _ => VectorsProjectionMode.All,
            },
            OutOfSliceDisplay = layer.Get("out_of_slice_display")?.GetBoolean() ?? false,
            Length = layer.Get("length")?.GetDouble() ?? 1,
        };

        var slice = VectorsSlicing.Slice(
            VectorsSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims()), TestContext.Current.CancellationToken);

        var expect = golden.Expect;
        Assert.Equal(expect.GetProperty("displayed").Ints(), slice.Request.Input.Displayed);
        Assert.Equal(expect.GetProperty("count").GetInt32(), slice.Count);
        GoldenItems.AssertArray(expect.GetProperty("indices"), slice.Indices.Select(i => (double)i), "indices");
        GoldenItems.AssertArray(expect.GetProperty("alphas"), slice.Alphas, "alphas");
        if (expect.Get("view_data") is { } view)
        {
            var axes = slice.Request.Input.Displayed.Length;
            GoldenItems.AssertArray(
                view,
                Enumerable.Range(0, slice.Count).SelectMany(i =>
                    slice.Starts.Skip(i * axes).Take(axes).Concat(slice.Directions.Skip(i * axes).Take(axes))),
                "view_data");
        }
    }
}
