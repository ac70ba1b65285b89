namespace Lamella.Engine.Arrays.Codecs;

/// <summary>
/// Undoes one step of a chunk's encoding: bytes in, bytes out, into memory of known size. Immutable and safe for
/// concurrent use; decoding allocates nothing but pooled scratch.
/// </summary>
internal abstract class Codec
{
    /// <summary>The codec with its settings, as <c>info</c> shows it, such as <c>blosc(lz4, shuffle)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether <see cref="DecodeInPlace"/> is to be called, instead of <see cref="Decode"/>: the length does not change.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>Most bytes that so many decoded bytes can have been encoded to. More is taken for damage.</summary>
    /// <param name="decodedLength">Bytes before encoding.</param>
    public abstract long EncodedBound(long decodedLength);

    /// <summary>Decodes everything.</summary>
    /// <param name="encoded">The encoded bytes, not trusted.</param>
    /// <param name="decoded">Receives at most its length; nothing is ever written beyond.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">The bytes do not decode, or to more than there is room for.</exception>
    public abstract int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded);

    /// <summary>Decodes in place.</summary>
    /// <param name="data">Encoded, then decoded bytes.</param>
    /// <exception cref="CorruptDataException">The bytes do not decode.</exception>
    public virtual void DecodeInPlace(Span<byte> data) => throw new NotSupportedException();

    /// <summary>The bound of a compressor that makes incompressible bytes a little longer.</summary>
    /// <param name="decodedLength">Bytes before compression.</param>
    protected static long CompressorBound(long decodedLength) => decodedLength + (decodedLength / 4) + 1024;
}
