using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Reads the pieces of a chunk: at once where they lie close together, else one by one.</summary>
internal static class TiffPieceReader
{
    /// <summary>Bytes that may be read in vain to save a read.</summary>
    private const long MaxGap = 64 << 10;

    /// <summary>Reads the pieces.</summary>
    /// <param name="source">The file.</param>
    /// <param name="pieces">Which, checked to lie within the file; told where they lie in the bytes.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <returns>The bytes, which the caller disposes; null where every piece is absent.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.StoreFailed"/>, <see cref="LamellaErrorCode.CorruptChunk"/>.</exception>
    public static async ValueTask<StoreValue?> ReadAsync(ImageSource source, TiffPiece[] pieces, CancellationToken cancellationToken)
    {
        long start = long.MaxValue, stop = 0, total = 0;
        foreach (var piece in pieces)
        {
            if (piece.Length > 0)
            {
                start = Math.Min(start, piece.FileOffset);
                stop = Math.Max(stop, piece.FileOffset + piece.Length);
                total += piece.Length;
            }
        }

        if (total == 0)
        {
            return null;
        }

        if (stop - start > total + (total / 4) + MaxGap)
        {
            return await ReadApartAsync(source, pieces, total, cancellationToken).ConfigureAwait(false);
        }

        for (var index = 0; index < pieces.Length; index++)
        {
            pieces[index] = pieces[index] with { Start = pieces[index].Length == 0 ? 0 : (int)(pieces[index].FileOffset - start) };
        }

        return await ExactRange.ReadAsync(
            source, start, stop - start, LamellaErrorCode.CorruptChunk, Name(pieces), cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<StoreValue> ReadApartAsync(
        ImageSource source, TiffPiece[] pieces, long total, CancellationToken cancellationToken)
    {
        if (total > Array.MaxLength)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded, $"{source.Uri}: {Name(pieces)} have {total} bytes, at most {Array.MaxLength} are read.", source.Uri);
        }

        var all = StoreValue.Rent((int)total);
        try
        {
            var done = 0;
            for (var index = 0; index < pieces.Length; index++)
            {
                if (pieces[index].Length == 0)
                {
                    continue;
                }

                using var value = await ExactRange.ReadAsync(
                    source,
                    pieces[index].FileOffset,
                    pieces[index].Length,
                    LamellaErrorCode.CorruptChunk,
                    Name(pieces),
                    cancellationToken).ConfigureAwait(false);
                value.Bytes.CopyTo(all.Memory[done..]);
                pieces[index] = pieces[index] with { Start = done };
                done += value.Length;
            }

            return all;
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    private static string Name(TiffPiece[] pieces) =>
        pieces.Length == 1 ? $"segment {pieces[0].Segment}" : $"segments {pieces[0].Segment} … {pieces[^1].Segment}";
}
