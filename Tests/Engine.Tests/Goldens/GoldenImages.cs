using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Tests.Slicing;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>Image and labels layers of the golden cases, and what they are compared by.</summary>
internal static class GoldenImages
{
    /// <summary>Ways to cut an array into chunks: whole, odd, one element, one plane of the first axis.</summary>
    public static readonly ImmutableArray<Func<ImmutableArray<long>, ImmutableArray<int>>> Cuts =
    [
        shape => [.. shape.Select(n => (int)Math.Max(1, n))],
        shape => [.. shape.Select((n, axis) => (int)Math.Clamp(n, 1, 2 + axis))],
        shape => [.. shape.Select((n, axis) => axis == 0 ? 1 : (int)Math.Max(1, n))],
        shape => [.. shape.Select((n, axis) => axis == shape.Length - 1 ? 1 : (int)Math.Clamp(n, 1, 3))],
    ];

    public static ImageLayerData Data(JsonElement layer, Func<ImmutableArray<long>, ImmutableArray<int>> cut)
    {
        var levels = layer.Get("levels") is { } several ? several.EnumerateArray().ToArray() : [layer.GetProperty("data")];
        return ImageLayerData.FromArrays(
            [
                .. levels.Select(level =>
                {
                    var data = GoldenData.From(level);
                    return new CutArray(data.Bytes, data.Shape, data.DataType, cut(data.Shape));
                }),
            ],
            layer.Get("rgb")?.GetBoolean() ?? false,
            layer.GetProperty("type").GetString() == "labels");
    }

    public static ImageSliceState State(JsonElement layer, int ndim) => new()
    {
        DataToWorld = layer.LayerTransform().DataToWorld(ndim),
        ProjectionMode = layer.Get("projection_mode")?.GetString() switch
        {
            null or "mean" => ProjectionMode.Mean,
            "none" => ProjectionMode.None,
            "sum" => ProjectionMode.Sum,
            "max" => ProjectionMode.Max,
            "min" => ProjectionMode.Min,
            var other => throw new NotSupportedException($"No such projection: {other}"),
        },
    };

    /// <summary>Compares everything that an image case expects.</summary>
    public static void AssertSlice(JsonElement expect, ImageSlice slice)
    {
        AssertInput(expect, slice.Request.Input);
        Assert.True(expect.GetProperty("empty").GetBoolean() == slice.IsEmpty, $"empty is {slice.IsEmpty}");
        AssertArray(expect.GetProperty("image"), slice.Image, "image");
        GoldenJson.AssertTransform(expect.GetProperty("tile_to_data"), slice.TileToData, "tile_to_data");
        GoldenJson.AssertTransform(expect.GetProperty("slice_to_world"), slice.SliceToWorld, "slice_to_world");
        if (expect.Get("index") is { } index)
        {
            // napari's index is a Python slice, whose end may lie beyond the array.
            var shape = slice.Request.Data.Shape(slice.Level);
            Assert.Equal(index.EnumerateArray().Select((range, axis) => Range(range, shape[axis])), slice.Index);
        }

        var warns = expect.Get("warnings") is { } warnings
            && warnings.EnumerateArray().Any(warning => warning.GetString() == "non_orthogonal");
        Assert.True(warns == slice.Warnings.Any(warning => warning.Code == "non_orthogonal"), $"non_orthogonal: {!warns}");
    }

    public static void AssertInput(JsonElement expect, SliceInput input)
    {
        Assert.Equal(expect.GetProperty("displayed").Ints(), input.Displayed);
        Assert.Equal(expect.GetProperty("not_displayed").Ints(), input.NotDisplayed);
        Assert.Equal(expect.GetProperty("layer_order").Ints(), input.Order);
        var data = expect.GetProperty("data_slice");
        GoldenJson.AssertClose(data.GetProperty("point").Doubles(), input.Point.Coordinates, 1e-9, "data_slice.point");
        GoldenJson.AssertClose(data.GetProperty("margin_left").Doubles(), input.MarginLeft, 1e-9, "data_slice.margin_left");
        GoldenJson.AssertClose(data.GetProperty("margin_right").Doubles(), input.MarginRight, 1e-9, "data_slice.margin_right");
        GoldenJson.AssertTransform(expect.GetProperty("data_to_world"), input.DataToWorld, "data_to_world");
    }

    public static void AssertArray(JsonElement expected, SlicedArray actual, string what)
    {
        Assert.Equal(expected.GetProperty("shape").Ints(), actual.Shape);
        Assert.Equal(GoldenData.Type(expected.GetProperty("dtype").GetString()!), actual.DataType);
        var hash = Convert.ToHexStringLower(SHA256.HashData(actual.Bytes.Span));
        Assert.True(
            expected.GetProperty("sha256").GetString() == hash,
            $"{what}: other bytes, {Convert.ToHexString(actual.Bytes.Span[..Math.Min(64, actual.Bytes.Length)])}, expected {expected.Get("values")?.GetRawText()}");
    }

    private static AxisRange? Range(JsonElement json, long length) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => new AxisRange(json[0].GetInt64(), Math.Min(json[1].GetInt64(), length)),
        _ => AxisRange.At(json.GetInt64()),
    };
}
