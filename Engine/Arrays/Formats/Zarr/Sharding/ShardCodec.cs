using System.Buffers;
using System.Collections.Immutable;
using Lamella.Engine.Arrays.Codecs;

namespace Lamella.Engine.Arrays.Formats.Zarr.Sharding;

/// <summary>
/// Decodes a whole shard at once, where it cannot be read in parts: something else was encoded around it, or between the
/// array and it.
/// </summary>
/// <param name="shape">Elements of the shard.</param>
/// <param name="innerShape">Elements of an inner chunk, in the same order of axes.</param>
/// <param name="itemSize">Bytes of an element.</param>
/// <param name="fillValue">One element, as decoded at this point.</param>
/// <param name="index">How the index is stored.</param>
/// <param name="inner">Decodes an inner chunk.</param>
internal sealed class ShardCodec(
    ImmutableArray<int> shape,
    ImmutableArray<int> innerShape,
    int itemSize,
    ImmutableArray<byte> fillValue,
    ShardIndexLayout index,
    CodecPipeline inner) : Codec
{
    /// <inheritdoc/>
    public override string Name => NameOf(innerShape, inner.Names);

    /// <summary>What <c>info</c> shows of a sharding codec.</summary>
    public static string NameOf(ImmutableArray<int> innerShape, ImmutableArray<string> innerNames) =>
        $"sharding_indexed({string.Join('×', innerShape)}: {string.Join(", ", innerNames)})";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => index.Length + ((long)index.Count * inner.EncodedBound);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length < index.Length)
        {
            throw new CorruptDataException($"the shard has {encoded.Length} bytes, its index alone takes {index.Length}");
        }

        var entries = index.Parse(index.IsAtStart ? encoded[..index.Length] : encoded[^index.Length..]);
        var position = new int[shape.Length];
        var scratch = ArrayPool<byte>.Shared.Rent(inner.DecodedLength);
        try
        {
            var chunk = scratch.AsSpan(0, inner.DecodedLength);
            for (var ordinal = 0; ordinal < index.Count; ordinal++)
            {
                DecodeInner(entries, ordinal, encoded, chunk);
                CopyOut(chunk, decoded, position);
                Advance(position);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }

        return decoded.Length;
    }

    private void DecodeInner(ShardIndex entries, int ordinal, ReadOnlySpan<byte> encoded, Span<byte> chunk)
    {
        if (entries.Find(ordinal, inner.EncodedBound) is not { } place)
        {
            for (var start = 0; start < chunk.Length; start += itemSize)
            {
                fillValue.AsSpan().CopyTo(chunk[start..]);
            }

            return;
        }

        if (place.Offset > encoded.Length - place.Length)
        {
            throw new CorruptDataException($"inner chunk {ordinal} ends at {place.Offset + place.Length}, the shard has {encoded.Length} bytes");
        }

        inner.Decode(encoded.Slice((int)place.Offset, place.Length), chunk);
    }

    private void CopyOut(ReadOnlySpan<byte> chunk, Span<byte> decoded, ReadOnlySpan<int> position)
    {
        var rank = shape.Length;
        if (rank == 0)
        {
            chunk.CopyTo(decoded);
            return;
        }

        var runLength = innerShape[^1] * itemSize;
        Span<int> row = stackalloc int[rank];
        row.Clear();
        for (var start = 0; start < chunk.Length; start += runLength)
        {
            long target = 0;
            for (var axis = 0; axis < rank; axis++)
            {
                target = (target * shape[axis]) + (position[axis] * (long)innerShape[axis]) + row[axis];
            }

            chunk.Slice(start, runLength).CopyTo(decoded[(int)(target * itemSize)..]);
            for (var axis = rank - 2; axis >= 0 && ++row[axis] == innerShape[axis]; axis--)
            {
                row[axis] = 0;
            }
        }
    }

    private void Advance(Span<int> position)
    {
        for (var axis = position.Length - 1; axis >= 0 && ++position[axis] == shape[axis] / innerShape[axis]; axis--)
        {
            position[axis] = 0;
        }
    }
}
