using System.Buffers.Binary;
using Lamella.Engine.Arrays.Codecs;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>HDF5's checksum after a chunk: Fletcher's, of big-endian 16-bit words.</summary>
internal static class Hdf5Fletcher32
{
    private const int ChecksumLength = 4;

    /// <summary>Checks and takes off the checksum.</summary>
    /// <param name="encoded">Bytes and their checksum, not trusted.</param>
    /// <param name="decoded">Receives the bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">The checksum is another, or there is no room.</exception>
    public static int Strip(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var length = encoded.Length - ChecksumLength;
        if (length < 0 || length > decoded.Length)
        {
            throw new CorruptDataException($"fletcher32: {encoded.Length} bytes with their checksum do not fit into {decoded.Length}");
        }

        var bytes = encoded[..length];
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(encoded[length..]);
        var computed = Compute(bytes);
        if (stored != computed && stored != BinaryPrimitives.ReverseEndianness(computed))
        {
            throw new CorruptDataException($"fletcher32: the checksum is {computed:x8}, {stored:x8} is stored");
        }

        bytes.CopyTo(decoded);
        return length;
    }

    /// <summary>The checksum of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        // The longest run whose sums stay within 32 bits.
        const int MaxRun = 360;
        uint low = 0, high = 0;
        while (bytes.Length > 1)
        {
            for (var words = Math.Min(MaxRun, bytes.Length / 2); words > 0; words--)
            {
                low += BinaryPrimitives.ReadUInt16BigEndian(bytes);
                high += low;
                bytes = bytes[2..];
            }

            low = (low & 0xFFFF) + (low >> 16);
            high = (high & 0xFFFF) + (high >> 16);
        }

        if (bytes.Length == 1)
        {
            low += (uint)(bytes[0] << 8);
            high += low;
        }

        low = (low & 0xFFFF) + (low >> 16);
        high = (high & 0xFFFF) + (high >> 16);
        low = (low & 0xFFFF) + (low >> 16);
        high = (high & 0xFFFF) + (high >> 16);
        return (high << 16) | low;
    }
}
