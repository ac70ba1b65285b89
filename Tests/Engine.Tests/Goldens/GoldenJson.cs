using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Geometry;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>Reads the golden cases' notation: NaN and infinities as strings, matrices as nested lists, null for "not sliced".</summary>
internal static class GoldenJson
{
    public static double Number(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var other => throw new FormatException($"'{other}' is no number."),
        },
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => json.GetDouble(),
    };

    public static ImmutableArray<double> Doubles(this JsonElement json) =>
        [.. json.EnumerateArray().Select(Number)];

    public static ImmutableArray<int> Ints(this JsonElement json) =>
        [.. json.EnumerateArray().Select(item => item.GetInt32())];

    public static ImmutableArray<long> Longs(this JsonElement json) =>
        [.. json.EnumerateArray().Select(item => item.GetInt64())];

    public static ImmutableArray<double> Flat(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().SelectMany(item => item.Flat())]
            : [json.Number()];

    public static AffineTransform Transform(this JsonElement json) =>
        new(json.GetArrayLength() - 1, json.Flat());

    public static JsonElement? Get(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static ImmutableArray<DimRange> Ranges(this JsonElement json) =>
        [.. json.EnumerateArray().Select(item => new DimRange(item[0].Number(), item[1].Number(), item[2].Number()))];

    public static Dims Dims(this JsonElement json) => Contracts.Geometry.Dims.Create(
        json.GetProperty("ndim").GetInt32(),
        json.Get("ndisplay")?.GetInt32() ?? 2,
        json.Get("range")?.Ranges() ?? default,
        json.Get("point")?.Doubles() ?? default,
        json.Get("order")?.Ints() ?? default,
        json.Get("margin_left")?.Doubles() ?? default,
        json.Get("margin_right")?.Doubles() ?? default);

    /// <summary>The layer's transform from its <c>scale</c>, <c>translate</c>, <c>rotate</c>, <c>shear</c> and <c>affine</c>.</summary>
    public static LayerTransform LayerTransform(this JsonElement layer)
    {
        var rotate = layer.Get("rotate");
        var shear = layer.Get("shear");
        return new LayerTransform
        {
            Scale = layer.Get("scale")?.Doubles() ?? [],
            Translate = layer.Get("translate")?.Doubles() ?? [],
            Rotate = rotate is { } angles && !IsMatrix(angles) ? angles.Flat() : [],
            RotateMatrix = rotate is { } matrix && IsMatrix(matrix) ? matrix.Flat() : [],
            Shear = shear is { } vector && !IsMatrix(vector) ? vector.Flat() : [],
            ShearMatrix = shear is { } full && IsMatrix(full) ? full.Flat() : [],
            Affine = layer.Get("affine")?.Transform(),
        };
    }

    public static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance, string what)
    {
        double[] want = [.. expected];
        double[] got = [.. actual];
        Assert.True(
            want.Length == got.Length && want.Zip(got).All(pair => Close(pair.First, pair.Second, tolerance)),
            $"{what}: expected [{string.Join(", ", want)}], got [{string.Join(", ", got)}]");
    }

    public static void AssertTransform(JsonElement expected, AffineTransform actual, string what) =>
        AssertClose(expected.Flat(), actual.Matrix, 1e-9, what);

    private static bool IsMatrix(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 && json[0].ValueKind == JsonValueKind.Array;

    private static bool Close(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
}
