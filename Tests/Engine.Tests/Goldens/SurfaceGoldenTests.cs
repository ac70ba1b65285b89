using System.Buffers.Binary;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Surface;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class SurfaceGoldenTests
{
    [Fact]
    public Task Surface_ofEveryProjection_isAsNapariHasIt() => GoldenRun.FamilyAsync("surface", Check, CheckSlicedOnItsOwnAxes);

    private static SurfaceSlice Slice(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        var values = GoldenData.From(layer.GetProperty("values"));
        var data = new SurfaceLayerData(
            GoldenItems.Coordinates(layer.GetProperty("vertices")),
            [.. layer.GetProperty("faces").Flat().Select(vertex => (int)vertex)],
            [.. Enumerable.Range(0, values.Bytes.Length / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(values.Bytes.AsSpan(8 * i)))],
            [.. values.Shape[..^1].Select(length => (int)length)]);
        var state = new SurfaceSliceState
        {
            DataToWorld = layer.LayerTransform().DataToWorld(data.Ndim),
            ProjectionMode = layer.GetProperty("projection_mode").GetString() == "none" ? SurfaceProjectionMode.None : SurfaceProjectionMode.All,
        };
        return SurfaceSlicing.Slice(
            SurfaceSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims()), TestContext.Current.CancellationToken);
    }

    private static void Check(GoldenCase golden)
    {
        var slice = Slice(golden);
        var expect = golden.Expect;
        Assert.Null(expect.Get("error"));
        Assert.Equal(expect.GetProperty("displayed").Ints(), slice.Request.Input.Displayed);
        Assert.Equal(expect.GetProperty("not_displayed").Ints(), slice.Request.Input.NotDisplayed);
        GoldenItems.AssertArray(expect.GetProperty("vertices"), slice.Vertices, "vertices");
        GoldenItems.AssertArray(expect.GetProperty("faces"), slice.Faces.Select(vertex => (double)vertex), "faces");
        Assert.Equal(
            expect.Get("warnings")?.EnumerateArray().Select(warning => warning.GetString()!) ?? [],
            slice.Warnings.Select(warning => warning.Code));
        Assert.Equal(expect.Get("values") is null, slice.IsEmpty);
        if (expect.Get("values") is { } values)
        {
            GoldenItems.AssertArray(values, slice.Values, "values");
        }
    }

    /// <summary>Where napari raises, the vertices within the slab of their own axes are shown (U2).</summary>
    private static void CheckSlicedOnItsOwnAxes(GoldenCase golden)
    {
        var slice = Slice(golden);
        var (data, input) = (slice.Request.Data, slice.Request.Input);
        var extra = data.ExtraShape.Length;
        var inside = Enumerable.Range(0, data.Vertices.Count).Where(vertex => input.NotDisplayed.Where(axis => axis >= extra).All(axis =>
        {
            var (low, high) = (input.Low(axis), input.High(axis));
            var widen = high - low < 1e-4 ? 0.5 : 0;
            var coordinate = data.Vertices[vertex, axis - extra];
            return coordinate >= low - widen && coordinate <= high + widen;
        }));
        Assert.Equal(inside, slice.Indices);
        Assert.Equal(slice.Indices.Length, slice.Values.Length);
    }
}
