using Lamella.Engine.Arrays.Codecs.Blosc;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>numcodecs' <c>shuffle</c>: the byte shuffle alone.</summary>
/// <param name="elementSize">Bytes of an element; 0 and 1 change nothing.</param>
internal sealed class ShuffleFilter(int elementSize) : Codec
{
    /// <inheritdoc/>
    public override string Name => $"shuffle({elementSize})";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => decodedLength;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length > decoded.Length)
        {
            throw new CorruptDataException($"shuffle: {encoded.Length} bytes are more than {decoded.Length}");
        }

        ByteShuffle.Undo(encoded, decoded[..encoded.Length], Math.Max(elementSize, 1));
        return encoded.Length;
    }
}
