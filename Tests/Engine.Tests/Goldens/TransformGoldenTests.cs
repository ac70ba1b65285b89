using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class TransformGoldenTests
{
    /// <summary>Elements along each axis of the layer that the cases were recorded with.</summary>
    private const int Extent = 3;

    [Fact]
    public Task Transforms_ofEveryKind_areAsNapariHasThem() => GoldenRun.FamilyAsync("transform", Check);

    private static void Check(GoldenCase golden)
    {
        var input = golden.Json.GetProperty("input");
        var expect = golden.Expect;
        var ndim = input.GetProperty("ndim").GetInt32();
        var layer = input.LayerTransform();

        var toWorld = layer.DataToWorld(ndim);
        var toData = toWorld.Inverse();

        GoldenJson.AssertTransform(expect.GetProperty("data2physical"), layer.DataToPhysical(ndim), "data2physical");
        GoldenJson.AssertTransform(expect.GetProperty("data_to_world"), toWorld, "data_to_world");
        GoldenJson.AssertTransform(expect.GetProperty("world_to_data"), toData, "world_to_data");
        AssertExtent(golden, toWorld);
        AssertPoints(golden, toWorld);
        var axes = input.GetProperty("axes").Ints();
        GoldenJson.AssertTransform(expect.GetProperty("set_slice"), toWorld.SetSlice(axes.AsSpan()), "set_slice");
        GoldenJson.AssertTransform(expect.GetProperty("inverse_set_slice"), toData.SetSlice(axes.AsSpan()), "inverse_set_slice");
        Assert.Equal(expect.GetProperty("is_diagonal").GetBoolean(), toWorld.IsDiagonal);
        var order = input.GetProperty("order").Ints();
        var displayed = Math.Min(input.GetProperty("ndisplay").GetInt32(), ndim);
        Assert.Equal(
            expect.GetProperty("is_orthogonal").GetBoolean(),
            toData.NonOrthogonalAxes(order[^displayed..], order[..^displayed]).IsEmpty);
    }

    private static void AssertExtent(GoldenCase golden, AffineTransform toWorld)
    {
        var extent = golden.Expect.GetProperty("extent_world");
        ImmutableArray<double> low = [.. Enumerable.Repeat(0.0, toWorld.Ndim)];
        ImmutableArray<double> high = [.. Enumerable.Repeat(Extent - 1.0, toWorld.Ndim)];

        var got = toWorld.ExtentOf(low.AsSpan(), high.AsSpan());

        GoldenJson.AssertClose(extent.Flat(), got.Min.Concat(got.Max), 1e-9, "extent_world");
        GoldenJson.AssertClose(golden.Expect.GetProperty("extent_step").Flat(), got.Step, 1e-9, "extent_step");
    }

    private static void AssertPoints(GoldenCase golden, AffineTransform toWorld)
    {
        var input = golden.Json.GetProperty("input");
        foreach (var (from, world, data) in new[]
        {
            ("long_point", "long_point_world", "long_point_data"),
            ("short_point", "short_point_world", "short_point_data"),
        })
        {
            AssertPoint(golden, input.GetProperty(from).Doubles(), world, data, toWorld);
        }

        var points = input.GetProperty("points").EnumerateArray().Select(point => point.Doubles()).ToArray();
        GoldenJson.AssertClose(
            golden.Expect.GetProperty("points_world").Flat(),
            points.SelectMany(point => toWorld.DataToWorld(new DataPoint(point)).Coordinates), 1e-9, "points_world");
        GoldenJson.AssertClose(
            golden.Expect.GetProperty("points_data").Flat(),
            points.SelectMany(point => toWorld.WorldToData(new WorldPoint(point)).Coordinates), 1e-9, "points_data");
    }

    private static void AssertPoint(
        GoldenCase golden, ImmutableArray<double> point, string world, string data, AffineTransform toWorld)
    {
        GoldenJson.AssertClose(
            golden.Expect.GetProperty(world).Flat(), toWorld.DataToWorld(new DataPoint(point)).Coordinates, 1e-9, world);
        GoldenJson.AssertClose(
            golden.Expect.GetProperty(data).Flat(), toWorld.WorldToData(new WorldPoint(point)).Coordinates, 1e-9, data);
    }
}
