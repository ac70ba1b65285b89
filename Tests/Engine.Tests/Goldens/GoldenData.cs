using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>Arrays by the formulas of the golden cases' README, as little-endian bytes in C order.</summary>
internal sealed record GoldenData(ImmutableArray<long> Shape, DataType DataType, byte[] Bytes)
{
    public static GoldenData From(JsonElement json)
    {
        var shape = json.GetProperty("shape").Longs();
        var dataType = Type(json.GetProperty("dtype").GetString()!);
        var bytes = new byte[shape.Aggregate(1L, (a, b) => a * b) * dataType.ItemSize()];
        var formula = json.Get("formula")?.GetString() ?? "values";
        ImmutableArray<double> values = formula == "values" && json.Get("values") is { } literal ? literal.Flat() : [];
        var seed = json.Get("seed")?.GetUInt64() ?? 0;
        for (var i = 0; i < bytes.Length / dataType.ItemSize(); i++)
        {
            var target = bytes.AsSpan(i * dataType.ItemSize());
            switch (formula)
            {
                case "ravel": WriteRaw((ulong)i + (1000003 * seed), dataType, target); break;
                case "hash": WriteRaw(Hash((ulong)i, seed) >> 8, dataType, target); break;
                case "hash_nan":
                    var raw = Hash((ulong)i, seed) >> 8;
                    WriteRaw(raw, dataType, target);
                    if (raw % 11 == 0)
                    {
                        Write(double.NaN, dataType, target);
                    }

                    break;
                case "const": Write(json.GetProperty("value").Number(), dataType, target); break;
                case "values": Write(values[i], dataType, target); break;
                default: throw new NotSupportedException($"No such formula: {formula}");
            }
        }

        return new GoldenData(shape, dataType, bytes);
    }

    public static ulong Hash(ulong i, ulong seed) => (i + (7919 * seed)) * 2654435761 % (1UL << 32);

    public static DataType Type(string name) => name switch
    {
        "bool" => DataType.Bool,
        "u8" => DataType.UInt8,
        "u16" => DataType.UInt16,
        "u32" => DataType.UInt32,
        "u64" => DataType.UInt64,
        "i8" => DataType.Int8,
        "i16" => DataType.Int16,
        "i32" => DataType.Int32,
        "i64" => DataType.Int64,
        "f32" => DataType.Float32,
        "f64" => DataType.Float64,
        _ => throw new NotSupportedException($"No such type: {name}"),
    };

    private static void WriteRaw(ulong raw, DataType dataType, Span<byte> target)
    {
        var bits = dataType.ItemSize() * 8;
        switch (dataType)
        {
            case DataType.Bool: target[0] = (byte)(raw % 3 == 0 ? 1 : 0); break;
            case DataType.Float32 or DataType.Float64: Write(raw % 4096 / 8.0, dataType, target); break;
            case DataType.Int64 or DataType.UInt64: BinaryPrimitives.WriteUInt64LittleEndian(target, raw); break;
            case DataType.Int8 or DataType.Int16 or DataType.Int32:
                Write((long)(raw % (1UL << bits)) - (1L << (bits - 1)), dataType, target); break;
            default: Write(raw % (1UL << bits), dataType, target); break;
        }
    }

    private static void Write(double value, DataType dataType, Span<byte> target)
    {
        switch (dataType)
        {
            case DataType.Bool: target[0] = (byte)(value == 0 ? 0 : 1); break;
            case DataType.UInt8: target[0] = (byte)value; break;
            case DataType.Int8: target[0] = (byte)(sbyte)value; break;
            case DataType.UInt16: BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value); break;
            case DataType.Int16: BinaryPrimitives.WriteInt16LittleEndian(target, (short)value); break;
            case DataType.UInt32: BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)value); break;
            case DataType.Int32: BinaryPrimitives.WriteInt32LittleEndian(target, (int)value); break;
            case DataType.UInt64: BinaryPrimitives.WriteUInt64LittleEndian(target, (ulong)value); break;
            case DataType.Int64: BinaryPrimitives.WriteInt64LittleEndian(target, (long)value); break;
            // numpy's NaN has no sign bit, .NET's has one.
            case DataType.Float32:
                BinaryPrimitives.WriteUInt32LittleEndian(target, double.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToUInt32Bits((float)value)); break;
            default:
                BinaryPrimitives.WriteUInt64LittleEndian(target, double.IsNaN(value) ? 0x7ff8UL << 48 : BitConverter.DoubleToUInt64Bits(value)); break;
        }
    }
}
