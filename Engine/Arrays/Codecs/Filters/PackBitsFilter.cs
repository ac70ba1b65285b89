namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>numcodecs' <c>packbits</c>: a byte that counts the padding bits, then eight booleans a byte, the first in the highest bit.</summary>
internal sealed class PackBitsFilter : Codec
{
    private const int Bits = 8;

    /// <inheritdoc/>
    public override string Name => "packbits";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => 1 + ((decodedLength + Bits - 1) / Bits);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var padding = encoded.IsEmpty ? 0 : encoded[0];
        var count = ((encoded.Length - 1L) * Bits) - padding;
        if (padding >= Bits || count < 0 || count > decoded.Length)
        {
            throw new CorruptDataException($"packbits: {encoded.Length} bytes with {padding} bits of padding do not fit {decoded.Length} booleans");
        }

        for (var index = 0; index < count; index++)
        {
            decoded[index] = (byte)((encoded[1 + (index / Bits)] >> (Bits - 1 - (index % Bits))) & 1);
        }

        return (int)count;
    }
}
