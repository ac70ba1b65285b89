namespace Lamella.Engine.Arrays.Codecs.Blosc;

/// <summary>
/// Blosc's own LZ77, a descendant of FastLZ level 2: a control byte below 32 starts a run of literals, others a match of
/// three or more bytes at a distance of 13 bits, or of 16 bits more behind the marker 255.
/// </summary>
internal static class BloscLz
{
    private const int MaxLiterals = 32;
    private const int LongLength = 7;
    private const int MinMatch = 3;
    private const int FarDistance = 8191;

    /// <summary>Decompresses one stream.</summary>
    /// <param name="encoded">The stream.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">The stream ends early, or leads outside.</exception>
    public static int Decompress(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.IsEmpty)
        {
            return 0;
        }

        var read = 0;
        var written = 0;
        // The first control byte is always a run of literals; its upper bits are not part of its length.
        var control = encoded[read++] & (MaxLiterals - 1);
        while (true)
        {
            if (control < MaxLiterals)
            {
                var count = control + 1;
                if (count > encoded.Length - read || count > decoded.Length - written)
                {
                    throw Damaged();
                }

                encoded.Slice(read, count).CopyTo(decoded[written..]);
                read += count;
                written += count;
            }
            else
            {
                CopyMatch(encoded, ref read, decoded, ref written, control);
            }

            if (read >= encoded.Length)
            {
                return written;
            }

            control = encoded[read++];
        }
    }

    private static void CopyMatch(ReadOnlySpan<byte> encoded, ref int read, Span<byte> decoded, ref int written, int control)
    {
        var length = (control >> 5) - 1;
        if (length == LongLength - 1)
        {
            int more;
            do
            {
                more = Next(encoded, ref read);
                length += more;
            }
            while (more == byte.MaxValue && length <= decoded.Length);
        }

        var low = Next(encoded, ref read);
        var distance = ((control & (MaxLiterals - 1)) << 8) + low;
        if (distance == FarDistance)
        {
            distance += (Next(encoded, ref read) << 8) + Next(encoded, ref read);
        }

        length += MinMatch;
        distance++;
        if (distance > written || length > decoded.Length - written)
        {
            throw Damaged();
        }

        LzCopy.Match(decoded, written, distance, length);
        written += length;
    }

    private static int Next(ReadOnlySpan<byte> encoded, ref int read) =>
        read < encoded.Length ? encoded[read++] : throw Damaged();

    private static CorruptDataException Damaged() => new("blosclz: the stream ends early or leads outside the block");
}
