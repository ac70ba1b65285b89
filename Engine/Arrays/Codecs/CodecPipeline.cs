using System.Buffers;
using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Codecs;

/// <summary>All codecs of a chunk. The last one to decode writes straight to the chunk; between two there is pooled scratch.</summary>
internal sealed class CodecPipeline
{
    private readonly ImmutableArray<Codec> _codecs;

    /// <summary>Per codec, the most bytes on its decoded side.</summary>
    private readonly ImmutableArray<int> _decodedLengths;

    /// <summary>Creates a pipeline.</summary>
    /// <param name="codecs">In the order of encoding.</param>
    /// <param name="decodedLength">Bytes of the decoded chunk.</param>
    /// <param name="maxLength">Most bytes of any step.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: a step could need more.</exception>
    public CodecPipeline(ImmutableArray<Codec> codecs, int decodedLength, int maxLength)
    {
        _codecs = codecs;
        DecodedLength = decodedLength;
        var lengths = ImmutableArray.CreateBuilder<int>(codecs.Length);
        long length = decodedLength;
        foreach (var codec in codecs)
        {
            lengths.Add((int)length);
            // Codecs may lengthen what they encode: the limit is on the chunk, with room for that.
            length = codec.EncodedBound(length);
            var limit = Math.Min(Array.MaxLength, (2L * maxLength) + 4096);
            if (length > limit)
            {
                throw new LamellaException(
                    LamellaErrorCode.LimitExceeded,
                    $"A chunk of {decodedLength} bytes may take {length} bytes encoded by {codec.Name}, at most {limit} are read.",
                    expected: $"at most {limit} bytes",
                    got: $"{length} bytes");
            }
        }

        _decodedLengths = lengths.MoveToImmutable();
        EncodedBound = (int)length;
    }

    /// <summary>Bytes of the decoded chunk.</summary>
    public int DecodedLength { get; }

    /// <summary>Most bytes of an encoded chunk.</summary>
    public int EncodedBound { get; }

    /// <summary>The codecs' names, in the order of encoding.</summary>
    public ImmutableArray<string> Names => [.. _codecs.Select(static codec => codec.Name)];

    /// <summary>Decodes a chunk.</summary>
    /// <param name="encoded">The encoded bytes, not trusted.</param>
    /// <param name="destination">Exactly <see cref="DecodedLength"/> bytes.</param>
    /// <exception cref="CorruptDataException">The bytes do not decode to this length.</exception>
    public void Decode(ReadOnlySpan<byte> encoded, Span<byte> destination)
    {
        var length = DecodeFrom(0, encoded, destination);
        if (length != DecodedLength)
        {
            throw new CorruptDataException($"it decodes to {length} bytes, a chunk has {DecodedLength}");
        }
    }

    /// <summary>Undoes all codecs from one on; returns the bytes written to the target.</summary>
    private int DecodeFrom(int index, ReadOnlySpan<byte> encoded, Span<byte> target)
    {
        if (index == _codecs.Length)
        {
            if (encoded.Length > target.Length)
            {
                throw new CorruptDataException($"it decodes to {encoded.Length} bytes, there is room for {target.Length}");
            }

            encoded.CopyTo(target);
            return encoded.Length;
        }

        var codec = _codecs[index];
        if (codec.IsInPlace)
        {
            var length = DecodeFrom(index + 1, encoded, target);
            codec.DecodeInPlace(target[..length]);
            return length;
        }

        if (index == _codecs.Length - 1)
        {
            return codec.Decode(encoded, target);
        }

        var scratch = ArrayPool<byte>.Shared.Rent(_decodedLengths[index + 1]);
        try
        {
            var length = DecodeFrom(index + 1, encoded, scratch.AsSpan(0, _decodedLengths[index + 1]));
            return codec.Decode(scratch.AsSpan(0, length), target);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
