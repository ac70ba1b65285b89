using System.IO.Compression;

namespace Lamella.Engine.Arrays.Codecs;

/// <summary>DEFLATE in its <c>zlib</c> (RFC 1950) or <c>gzip</c> (RFC 1952, several members) wrapping.</summary>
/// <param name="isGzip">gzip rather than zlib.</param>
internal sealed class DeflateCodec(bool isGzip) : Codec
{
    /// <inheritdoc/>
    public override string Name => isGzip ? "gzip" : "zlib";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => CompressorBound(decodedLength);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => Decompress(encoded, decoded, isGzip);

    /// <summary>Decompresses a whole stream.</summary>
    /// <param name="encoded">The stream.</param>
    /// <param name="decoded">Receives at most its length.</param>
    /// <param name="isGzip">gzip rather than zlib.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Damaged, truncated, a wrong checksum, or too long.</exception>
    public static unsafe int Decompress(ReadOnlySpan<byte> encoded, Span<byte> decoded, bool isGzip)
    {
        if (encoded.IsEmpty)
        {
            throw new CorruptDataException($"{(isGzip ? "gzip" : "zlib")}: there are no bytes");
        }

        fixed (byte* start = encoded)
        {
            using var source = new UnmanagedMemoryStream(start, encoded.Length);
            using Stream stream = isGzip ? new GZipStream(source, CompressionMode.Decompress) : new ZLibStream(source, CompressionMode.Decompress);
            try
            {
                return ReadToEnd(stream, decoded, isGzip ? "gzip" : "zlib");
            }
            catch (InvalidDataException exception)
            {
                throw new CorruptDataException($"{(isGzip ? "gzip" : "zlib")}: {exception.Message}");
            }
        }
    }

    private static int ReadToEnd(Stream stream, Span<byte> decoded, string name)
    {
        var written = 0;
        while (written < decoded.Length && stream.Read(decoded[written..]) is var read and > 0)
        {
            written += read;
        }

        // The checksum is looked at when the end is reached, which needs one more read.
        Span<byte> beyond = stackalloc byte[1];
        return stream.Read(beyond) == 0
            ? written
            : throw new CorruptDataException($"{name}: it decodes to more than {decoded.Length} bytes");
    }
}
