using System.Buffers;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Blosc;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>Undoes a chunk's filters.</summary>
internal static class Hdf5FilterDecoder
{
    private const int FletcherLength = 4;

    private static readonly BloscCodec Blosc = new("hdf5");

    /// <summary>Whether a filter can be undone.</summary>
    /// <param name="filter">Which.</param>
    public static bool IsSupported(Hdf5Filter filter) => filter
        is Hdf5Filter.Deflate or Hdf5Filter.Shuffle or Hdf5Filter.Fletcher32 or Hdf5Filter.Lzf or Hdf5Filter.Blosc or Hdf5Filter.Zstd;

    /// <summary>Decodes a chunk.</summary>
    /// <param name="encoded">The encoded bytes, not trusted.</param>
    /// <param name="steps">The filters in the order in which they are undone.</param>
    /// <param name="destination">The whole chunk.</param>
    /// <exception cref="CorruptDataException">The bytes do not decode to this length.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, ReadOnlySpan<Hdf5FilterStep> steps, Span<byte> destination)
    {
        if (steps.IsEmpty)
        {
            Require(encoded.Length, destination.Length);
            encoded.CopyTo(destination);
            return;
        }

        if (steps.Length == 1)
        {
            Require(Undo(steps[0], encoded, destination), destination.Length);
            return;
        }

        // What lies between filters is as long as the chunk, but for checksums.
        var rented = ArrayPool<byte>.Shared.Rent(destination.Length + (FletcherLength * steps.Length));
        try
        {
            var scratch = rented.AsSpan(0, destination.Length + (FletcherLength * (steps.Length - 1)));
            var length = Undo(steps[0], encoded, scratch);
            Decode(scratch[..length], steps[1..], destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Undo(Hdf5FilterStep step, ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        switch (step.Filter)
        {
            case Hdf5Filter.Deflate:
                return DeflateCodec.Decompress(encoded, decoded, isGzip: false);
            case Hdf5Filter.Zstd:
                return ZstdCodec.Decompress(encoded, decoded);
            case Hdf5Filter.Blosc:
                return Blosc.Decode(encoded, decoded);
            case Hdf5Filter.Lzf:
                return Hdf5Lzf.Decode(encoded, decoded);
            case Hdf5Filter.Fletcher32:
                return Hdf5Fletcher32.Strip(encoded, decoded);
            default:
                RequireRoom(encoded.Length, decoded.Length);
                ByteShuffle.Undo(encoded, decoded[..encoded.Length], ElementSize(step.Parameters));
                return encoded.Length;
        }
    }

    private static int ElementSize(uint[] parameters) => parameters is [var size, ..] && size is >= 1 and <= 256
        ? (int)size
        : throw new CorruptDataException($"shuffle: the element size is [{string.Join(", ", parameters)}], between 1 and 256 is possible");

    private static void RequireRoom(int length, int room)
    {
        if (length > room)
        {
            throw new CorruptDataException($"{length} bytes do not fit into {room}");
        }
    }

    private static void Require(int length, int chunkLength)
    {
        if (length != chunkLength)
        {
            throw new CorruptDataException($"it decodes to {length} bytes, a chunk has {chunkLength}");
        }
    }
}
