using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Lamella.Engine.Tests.Arrays.Fuzzing;

/// <summary>Damages bytes, the same way for the same seed.</summary>
/// <param name="random">Seeded.</param>
internal sealed partial class Mutation(Random random)
{
    private static readonly string[] JsonValues =
    [
        "-1", "0", "1", "1.5", "2147483647", "2147483648", "4294967295", "9223372036854775807", "9223372036854775808",
        "18446744073709551615", "18446744073709551616", "1e400", "-1e400", "NaN", "null", "true", "\"x\"", "\"..\"", "[]", "{}", "[[[[[[]]]]]]",
    ];

    private static readonly uint[] Numbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

    /// <summary>A damaged copy.</summary>
    /// <param name="bytes">The original, not empty.</param>
    /// <param name="isJson">Whether values may be exchanged as well as bytes.</param>
    public byte[] Apply(byte[] bytes, bool isJson)
    {
        var mutated = bytes;
        for (var count = random.Next(1, 4); count > 0 && mutated.Length > 0; count--)
        {
            mutated = isJson && random.Next(3) > 0 ? ExchangeValue(mutated) : DamageBytes(mutated);
        }

        return mutated;
    }

    private byte[] ExchangeValue(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var values = JsonValue().Matches(text);
        if (values.Count == 0)
        {
            return DamageBytes(bytes);
        }

        var value = values[random.Next(values.Count)];
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, value.Index), JsonValues[random.Next(JsonValues.Length)], text.AsSpan(value.Index + value.Length)));
    }

    private byte[] DamageBytes(byte[] bytes)
    {
        var copy = (byte[])bytes.Clone();
        // Headers are short and decide most: half of the damage goes there.
        var at = random.Next(random.Next(2) == 0 ? Math.Min(copy.Length, 40) : copy.Length);
        switch (random.Next(6))
        {
            case 0:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 1:
                copy[at] = (byte)random.Next(256);
                return copy;
            case 2 when copy.Length - at >= sizeof(uint):
                BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at), Numbers[random.Next(Numbers.Length)]);
                return copy;
            case 3:
                return copy[..at];
            case 4:
                return [.. copy[..at], .. copy[random.Next(copy.Length)..]];
            default:
                random.NextBytes(copy.AsSpan(at, Math.Min(copy.Length - at, random.Next(1, 16))));
                return copy;
        }
    }

    [GeneratedRegex("""-?\d+(\.\d+)?|"[a-z0-9<>|_]*"|null|true|false""")]
    private static partial Regex JsonValue();
}
