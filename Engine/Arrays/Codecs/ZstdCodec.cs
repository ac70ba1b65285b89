using ZstdSharp;

namespace Lamella.Engine.Arrays.Codecs;

/// <summary>
/// Zstandard (RFC 8878), as Zarr v3 <c>zstd</c> and numcodecs <c>zstd</c> write it: one frame or several, with or without
/// the content's size, skippable frames included.
/// </summary>
internal sealed class ZstdCodec : Codec
{
    // A context is some 150 KB of unmanaged memory that is costly to make; decoding threads are few and live long.
    [ThreadStatic]
    private static Decompressor? _decompressor;

    /// <inheritdoc/>
    public override string Name => "zstd";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => CompressorBound(decodedLength);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => Decompress(encoded, decoded);

    /// <summary>Decompresses all frames.</summary>
    /// <param name="encoded">The frames.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Damaged, or too long.</exception>
    public static int Decompress(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        try
        {
            return (_decompressor ??= new Decompressor()).Unwrap(encoded, decoded);
        }
        catch (ZstdException exception)
        {
            throw new CorruptDataException($"zstd: {exception.Message}");
        }
    }
}
