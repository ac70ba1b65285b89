using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>numcodecs' <c>lzma</c>: Python's three stream formats.</summary>
/// <param name="format">Which.</param>
/// <param name="filters">For <see cref="LzmaFormat.Raw"/>: what other formats write into the stream.</param>
internal sealed class LzmaCodec(LzmaFormat format, ImmutableArray<LzmaFilter> filters) : Codec
{
    private const int AloneHeaderLength = 13;

    /// <inheritdoc/>
    public override string Name => format == LzmaFormat.Xz ? "lzma(xz)" : format == LzmaFormat.Alone ? "lzma(alone)" : "lzma(raw)";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => CompressorBound(decodedLength);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => format switch
    {
        LzmaFormat.Raw => LzmaFilter.Decode(filters.AsSpan(), encoded, decoded, out _),
        LzmaFormat.Alone => DecodeAlone(encoded, decoded),
        _ => XzStream.Decode(encoded, decoded),
    };

    private static int DecodeAlone(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length < AloneHeaderLength)
        {
            throw new CorruptDataException($"lzma: {encoded.Length} bytes are shorter than the {AloneHeaderLength}-byte header");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(encoded[5..]);
        if (length < -1 || length > decoded.Length)
        {
            throw new CorruptDataException($"lzma: {length} bytes are declared, there are at most {decoded.Length}");
        }

        return LzmaFilter.DecodeLzma1(LzmaProperties.Parse(encoded[0]), encoded[AloneHeaderLength..], decoded, (int)length);
    }
}
