using System.Text.Json;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Points;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class PointsGoldenTests
{
    [Fact]
    public Task Points_ofEveryProjection_areAsNapariHasThem() =>
        GoldenRun.FamilyAsync("points", golden => Check(golden, indicesAreOfTheView: false), CheckSphericalByPoint);

    [Fact]
    public Task PointsOutOfSlice_reachingIn_areAsNapari080HasThem() =>
        GoldenRun.FamilyAsync("points_out_of_slice", golden => Check(golden, indicesAreOfTheView: true));

    internal static PointsSlice Slice(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        var coordinates = GoldenItems.Coordinates(layer.GetProperty("points"));
        using var data = new PointsLayerData(
            coordinates,
            GoldenItems.Sizes(layer.GetProperty("size"), coordinates.Count),
            GoldenItems.Shown(layer.Get("shown"), coordinates.Count));
        var state = new PointsSliceState { DataToWorld = layer.LayerTransform().DataToWorld(data.Ndim) };
        state = state with
        {
            ProjectionMode = layer.Get("projection_mode") is { } mode ? Mode(mode) : state.ProjectionMode,
            OutOfSliceDisplay = layer.Get("out_of_slice_display")?.GetBoolean() ?? false,
        };
        return PointsSlicing.Slice(
            PointsSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims()), TestContext.Current.CancellationToken);
    }

    private static void Check(GoldenCase golden, bool indicesAreOfTheView)
    {
        var slice = Slice(golden);
        var expect = golden.Expect;
        AssertInput(expect, slice);
        var axes = slice.Request.Input.Displayed.Length;
        int[] entries = indicesAreOfTheView ? [.. slice.View()] : [.. Enumerable.Range(0, slice.Count)];
        Assert.Equal(expect.GetProperty("count").GetInt32(), entries.Length);
        GoldenItems.AssertArray(expect.GetProperty("indices"), entries.Select(i => (double)slice.Indices[i]), "indices");
        GoldenItems.AssertArray(expect.GetProperty("size"), entries.Select(i => slice.Size[i]), "size");
        GoldenItems.AssertArray(
            expect.GetProperty("view_data"), entries.SelectMany(i => Enumerable.Range(0, axes).Select(axis => slice.Positions[(i * axes) + axis])), "view_data");
    }

    /// <summary>As napari, but that the sizes are those of each point by itself (P6).</summary>
    private static void CheckSphericalByPoint(GoldenCase golden)
    {
        var slice = Slice(golden);
        AssertInput(golden.Expect, slice);
        GoldenItems.AssertArray(golden.Expect.GetProperty("indices"), slice.Indices.Select(i => (double)i), "indices");
        GoldenItems.AssertArray(golden.Expect.GetProperty("view_data"), slice.Positions, "view_data");
        var (data, slab) = (slice.Request.Data, slice.Request.Slab);
        var sizes = slice.Indices.Select(index =>
        {
            var radius = data.Size[index] / 2;
            var q = slab.Axes.Select((axis, i) => 1 - (Math.Abs(data.Coordinates[index, axis] - slab.Point[i]) / radius)).Aggregate(1.0, (a, b) => a * b);
            return 2 * Math.Sqrt((radius * radius) - Math.Pow((1 - q) * radius, 2));
        });
        GoldenJson.AssertClose(sizes, slice.Size, 1e-9, "size");
    }

    private static void AssertInput(JsonElement expect, PointsSlice slice)
    {
        var input = slice.Request.Input;
        GoldenJson.AssertClose(expect.GetProperty("data_slice").GetProperty("point").Flat(), input.Point.Coordinates, 1e-9, "point");
        GoldenJson.AssertClose(expect.GetProperty("data_slice").GetProperty("margin_left").Flat(), input.MarginLeft, 1e-9, "margin_left");
        GoldenJson.AssertClose(expect.GetProperty("data_slice").GetProperty("margin_right").Flat(), input.MarginRight, 1e-9, "margin_right");
        GoldenJson.AssertTransform(expect.GetProperty("data_to_world"), input.DataToWorld, "data_to_world");
        Assert.Equal(expect.GetProperty("displayed").Ints(), input.Displayed);
        Assert.Equal(expect.GetProperty("not_displayed").Ints(), input.NotDisplayed);
        Assert.Equal(
            expect.Get("warnings")?.EnumerateArray().Select(warning => warning.GetString()!) ?? [],
            slice.Warnings.Select(warning => warning.Code));
    }

    private static PointsProjectionMode Mode(JsonElement json) => json.GetString() switch
    {
        "none" => PointsProjectionMode.None,
        "all" => PointsProjectionMode.All,
        "rescale_linear" => PointsProjectionMode.RescaleLinear,
        "rescale_spherical" => PointsProjectionMode.RescaleSpherical,
        var other => throw new NotSupportedException($"No such projection mode: {other}"),
    };
}
