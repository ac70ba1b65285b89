namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>PackBits run lengths (TIFF 6.0 section 9).</summary>
internal static class TiffPackBits
{
    /// <summary>Decodes until the output is full or the input ends.</summary>
    /// <param name="encoded">The runs, not trusted.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <returns>Bytes written.</returns>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var (position, written) = (0, 0);
        while (position < encoded.Length && written < decoded.Length)
        {
            var control = (sbyte)encoded[position++];
            if (control >= 0)
            {
                var length = Math.Min(Math.Min(control + 1, encoded.Length - position), decoded.Length - written);
                encoded.Slice(position, length).CopyTo(decoded[written..]);
                position += length;
                written += length;
            }
            else if (control != sbyte.MinValue && position < encoded.Length)
            {
                var length = Math.Min(1 - control, decoded.Length - written);
                decoded.Slice(written, length).Fill(encoded[position++]);
                written += length;
            }
        }

        return written;
    }
}
