using Lamella.Engine.Arrays.Codecs;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>TIFF's LZW (TIFF 6.0 section 13): codes of 9 to 12 bits, most significant bit first, widened one code early.</summary>
internal static class TiffLzw
{
    private const int Clear = 256;
    private const int EndOfInformation = 257;
    private const int FirstCode = 258;
    private const int MinWidth = 9;
    private const int MaxWidth = 12;

    /// <summary>Decodes until the output is full or the code for the end comes.</summary>
    /// <param name="encoded">The codes, not trusted.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">A code that stands for nothing.</exception>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        // A string is the output where it was first written, and one byte more: nothing else needs to be remembered of it.
        Span<int> starts = stackalloc int[1 << MaxWidth];
        Span<int> lengths = stackalloc int[1 << MaxWidth];
        int next = FirstCode, width = MinWidth, written = 0, previousStart = -1, previousLength = 0, position = 0, bitCount = 0;
        uint bits = 0;
        while (written < decoded.Length)
        {
            while (bitCount < width)
            {
                if (position == encoded.Length)
                {
                    return written;
                }

                bits = (bits << 8) | encoded[position++];
                bitCount += 8;
            }

            bitCount -= width;
            var code = (int)(bits >> bitCount) & ((1 << width) - 1);
            if (code == EndOfInformation)
            {
                return written;
            }

            if (code == Clear)
            {
                (next, width, previousStart) = (FirstCode, MinWidth, -1);
                continue;
            }

            var start = written;
            int length;
            if (code < Clear)
            {
                decoded[written] = (byte)code;
                length = 1;
            }
            else
            {
                var isKnown = code < next;
                if (!isKnown && (code != next || previousStart < 0))
                {
                    throw new CorruptDataException($"lzw: code {code} at byte {position} stands for nothing, {next} are known");
                }

                var source = isKnown ? starts[code] : previousStart;
                length = Math.Min(isKnown ? lengths[code] : previousLength + 1, decoded.Length - written);
                Copy(decoded, source, written, length);
            }

            written += length;
            if (previousStart >= 0 && next < 1 << MaxWidth)
            {
                starts[next] = previousStart;
                lengths[next] = previousLength + 1;
                next++;
                if (next == (1 << width) - 1 && width < MaxWidth)
                {
                    width++;
                }
            }

            (previousStart, previousLength) = (start, length);
        }

        return written;
    }

    private static void Copy(Span<byte> buffer, int source, int target, int length)
    {
        if (source + length <= target)
        {
            buffer.Slice(source, length).CopyTo(buffer[target..]);
            return;
        }

        // The string ends with the byte that is written first.
        for (var index = 0; index < length; index++)
        {
            buffer[target + index] = buffer[source + index];
        }
    }
}
