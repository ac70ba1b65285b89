using Lamella.Engine.Arrays.Codecs;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>LibLZF, h5py's <c>lzf</c> filter: literals of up to 32 bytes, and copies from up to 8 KiB back.</summary>
internal static class Hdf5Lzf
{
    private const int MaxLiteral = 32;
    private const int LongCopy = 7;

    /// <summary>Decodes everything.</summary>
    /// <param name="encoded">The encoded bytes, not trusted.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Truncated, too long, or a copy from before the beginning.</exception>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var written = 0;
        while (!encoded.IsEmpty)
        {
            int control = encoded[0];
            if (control < MaxLiteral)
            {
                var literal = control + 1;
                Require(encoded.Length > literal && literal <= decoded.Length - written, written);
                encoded.Slice(1, literal).CopyTo(decoded[written..]);
                encoded = encoded[(literal + 1)..];
                written += literal;
                continue;
            }

            var length = control >> 5;
            var isLong = length == LongCopy;
            Require(encoded.Length > (isLong ? 2 : 1), written);
            length += (isLong ? encoded[1] : 0) + 2;
            var source = written - (((control & 0x1F) << 8) | encoded[isLong ? 2 : 1]) - 1;
            Require(source >= 0 && length <= decoded.Length - written, written);
            for (var index = 0; index < length; index++)
            {
                // Copies may overlap what they write.
                decoded[written + index] = decoded[source + index];
            }

            encoded = encoded[(isLong ? 3 : 2)..];
            written += length;
        }

        return written;
    }

    private static void Require(bool isPossible, int written)
    {
        if (!isPossible)
        {
            throw new CorruptDataException($"lzf: damaged after {written} decoded bytes");
        }
    }
}
