using System.Buffers.Binary;
using System.Numerics;

namespace Lamella.Engine.Arrays.Codecs.Checksums;

/// <summary>The checksums that arrays are stored with.</summary>
internal static class Checksum
{
    private const uint AdlerModulus = 65521;

    private static readonly ulong[] Crc64Table = Table(0xc96c5795d7870f42);

    /// <summary>CRC-32 as in zlib, gzip and xz.</summary>
    /// <param name="bytes">Of these bytes.</param>
    public static uint Crc32(ReadOnlySpan<byte> bytes) => System.IO.Hashing.Crc32.HashToUInt32(bytes);

    /// <summary>CRC-64 as in xz (ECMA-182, reflected).</summary>
    /// <param name="bytes">Of these bytes.</param>
    public static ulong Crc64(ReadOnlySpan<byte> bytes) => ~Reflected(bytes, Crc64Table, ulong.MaxValue);

    /// <summary>CRC-32C (Castagnoli, RFC 3720).</summary>
    /// <param name="bytes">Of these bytes.</param>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    /// <summary>Adler-32 (RFC 1950).</summary>
    /// <param name="bytes">Of these bytes.</param>
    public static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        // The longest run of 0xff that keeps both sums within 32 bits.
        const int MaxRun = 5552;
        uint low = 1, high = 0;
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(MaxRun, bytes.Length)];
            foreach (var value in run)
            {
                low += value;
                high += low;
            }

            low %= AdlerModulus;
            high %= AdlerModulus;
            bytes = bytes[run.Length..];
        }

        return (high << 16) | low;
    }

    /// <summary>Fletcher-32 as HDF5 computes it: over big-endian 16-bit words, an odd last byte as the high one.</summary>
    /// <param name="bytes">Of these bytes.</param>
    public static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        const int MaxRun = 360;
        uint low = 0, high = 0;
        var words = bytes[..(bytes.Length & ~1)];
        while (!words.IsEmpty)
        {
            var run = words[..Math.Min(2 * MaxRun, words.Length)];
            for (var index = 0; index < run.Length; index += 2)
            {
                low += BinaryPrimitives.ReadUInt16BigEndian(run[index..]);
                high += low;
            }

            low = Fold(low);
            high = Fold(high);
            words = words[run.Length..];
        }

        if ((bytes.Length & 1) != 0)
        {
            low = Fold(low + ((uint)bytes[^1] << 8));
            high = Fold(high + low);
        }

        return (Fold(high) << 16) | Fold(low);
    }

    private static ulong Reflected(ReadOnlySpan<byte> bytes, ulong[] table, ulong crc)
    {
        foreach (var value in bytes)
        {
            crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static ulong[] Table(ulong polynomial)
    {
        var table = new ulong[256];
        for (var value = 0; value < table.Length; value++)
        {
            var crc = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
            }

            table[value] = crc;
        }

        return table;
    }

    private static uint Fold(uint sum) => (sum & 0xffff) + (sum >> 16);
}
