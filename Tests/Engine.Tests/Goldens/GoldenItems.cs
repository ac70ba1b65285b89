using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Slicing.Slabs;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>Coordinates and sizes by the formulas of the golden cases' README, and comparison of what came out.</summary>
internal static class GoldenItems
{
    public static CoordinateTable Coordinates(JsonElement json, int emptyNdim = 2)
    {
        var (values, ndim) = json.GetProperty("formula").GetString() == "hash8" ? Hash8(json) : Literal(json, emptyNdim);
        return json.Get("dtype")?.GetString() == "f32"
            ? CoordinateTable.FromColumns(
                [.. Enumerable.Range(0, ndim).Select(axis => values.Where((_, i) => i % ndim == axis).Select(value => (float)value).ToArray())])
            : CoordinateTable.FromRows(values, ndim);
    }

    public static PerItem<double> Sizes(JsonElement json, int count) => json.ValueKind == JsonValueKind.Number
        ? PerItem.Same(json.GetDouble())
        : json.GetProperty("formula").GetString() == "hash"
            ? PerItem.Each(Raw(json, count).Select(raw => (raw % 32 / 4.0) + 0.25).ToArray())
            : PerItem.Each(json.GetProperty("values").Doubles().ToArray());

    public static PerItem<bool> Shown(JsonElement? json, int count) => json is not { } given
        ? PerItem.Same(true)
        : given.GetProperty("formula").GetString() == "hash"
            ? PerItem.Each(Raw(given, count).Select(raw => raw % 5 != 0).ToArray())
            : PerItem.Each(given.GetProperty("values").EnumerateArray().Select(item => item.GetBoolean()).ToArray());

    /// <summary>Compares with an expected array: number by number to 1e-9 where they are known, else by hash.</summary>
    public static void AssertArray(JsonElement expected, IEnumerable<double> actual, string what)
    {
        var dataType = GoldenData.Type(expected.GetProperty("dtype").GetString()!);
        double[] numbers = [.. actual];
        if (Known(expected, dataType) is { } known)
        {
            GoldenJson.AssertClose(known, numbers, 1e-9, what);
            return;
        }

        var bytes = new byte[numbers.Length * dataType.ItemSize()];
        for (var i = 0; i < numbers.Length; i++)
        {
            Write(numbers[i], dataType, bytes.AsSpan(i * dataType.ItemSize()));
        }

        Assert.True(expected.GetProperty("sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(bytes)), $"{what}: the hash differs");
    }

    private static IEnumerable<double>? Known(JsonElement expected, DataType dataType)
    {
        if (expected.Get("values") is { } values)
        {
            return values.Flat();
        }

        if (expected.Get("bin") is not { } bin)
        {
            return null;
        }

        var bytes = GoldenFile.Bytes($"dev/{bin.GetString()}");
        return Enumerable.Range(0, bytes.Length / dataType.ItemSize()).Select(i => Read(dataType, bytes.AsSpan(i * dataType.ItemSize())));
    }

    private static double Read(DataType dataType, ReadOnlySpan<byte> bytes) => dataType switch
    {
        DataType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        DataType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => throw new NotSupportedException($"{dataType}"),
    };

    private static void Write(double value, DataType dataType, Span<byte> bytes)
    {
        switch (dataType)
        {
            case DataType.Float32: BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case DataType.Float64: BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            default: BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value); break;
        }
    }

    private static (double[] Values, int Ndim) Hash8(JsonElement json)
    {
        var (count, ndim) = (json.GetProperty("n").GetInt32(), json.GetProperty("ndim").GetInt32());
        var (extent, seed) = (json.GetProperty("extent").Longs(), json.GetProperty("seed").GetUInt64());
        var values = new double[count * ndim];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (GoldenData.Hash((ulong)i, seed) >> 8) % (ulong)(extent[i % ndim] * 8) / 8.0;
        }

        return (values, ndim);
    }

    private static (double[] Values, int Ndim) Literal(JsonElement json, int emptyNdim)
    {
        ImmutableArray<double> values = json.GetProperty("values").Flat();
        var ndim = json.Get("shape") is { } shape ? shape[1].GetInt32() : emptyNdim;
        return ([.. values], ndim);
    }

    private static IEnumerable<ulong> Raw(JsonElement json, int count) =>
        Enumerable.Range(0, count).Select(i => GoldenData.Hash((ulong)i, json.GetProperty("seed").GetUInt64()) >> 8);
}
