using System.Buffers.Binary;

namespace Lamella.Engine.Arrays.Codecs.Checksums;

/// <summary>A 32-bit little-endian checksum beside the bytes; decoding verifies it and takes it off.</summary>
/// <param name="name">The codec's name.</param>
/// <param name="compute">The checksum of all other bytes.</param>
/// <param name="isFirst">Whether it stands before the bytes rather than behind.</param>
internal sealed class ChecksumCodec(string name, ChecksumCodec.Compute compute, bool isFirst) : Codec
{
    private const int ChecksumLength = 4;

    /// <summary>Computes a checksum.</summary>
    /// <param name="bytes">Of these bytes.</param>
    public delegate uint Compute(ReadOnlySpan<byte> bytes);

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => decodedLength + ChecksumLength;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var payload = Verify(encoded);
        if (payload.Length > decoded.Length)
        {
            throw new CorruptDataException($"{name}: {payload.Length} bytes are more than {decoded.Length}");
        }

        payload.CopyTo(decoded);
        return payload.Length;
    }

    /// <summary>Verifies the checksum without copying.</summary>
    /// <param name="encoded">Bytes and checksum.</param>
    /// <returns>The bytes alone.</returns>
    /// <exception cref="CorruptDataException">They disagree.</exception>
    public ReadOnlySpan<byte> Verify(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length < ChecksumLength)
        {
            throw new CorruptDataException($"{name}: {encoded.Length} bytes are shorter than a checksum");
        }

        var payload = isFirst ? encoded[ChecksumLength..] : encoded[..^ChecksumLength];
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(isFirst ? encoded : encoded[^ChecksumLength..]);
        var computed = compute(payload);
        return stored == computed
            ? payload
            : throw new CorruptDataException($"{name}: the checksum is {computed:x8}, {stored:x8} is stored");
    }
}
