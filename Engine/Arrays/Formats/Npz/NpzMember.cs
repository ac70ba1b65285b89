using System.Buffers.Binary;
using System.IO.Compression;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Flat;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Npz;

/// <summary>The bytes of a member: stored ones in place, deflated ones inflated once.</summary>
internal static class NpzMember
{
    private const int LocalHeaderLength = 30;
    private const uint LocalSignature = 0x04034b50;

    /// <summary>Where a member's bytes begin.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="name">The member, for errors.</param>
    /// <param name="entry">Where its header is said to lie.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: no header, or bytes that leave the file.</exception>
    public static async ValueTask<long> FindDataAsync(ImageSource source, string name, ZipEntry entry, CancellationToken cancellationToken)
    {
        using var header = await ExactRange.ReadAsync(
            source, entry.HeaderOffset, LocalHeaderLength, LamellaErrorCode.InvalidMetadata, $"the header of {name}", cancellationToken).ConfigureAwait(false);
        var bytes = header.Bytes.Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != LocalSignature)
        {
            throw Invalid(source, $"{name} has no header at {entry.HeaderOffset}");
        }

        var start = entry.HeaderOffset + LocalHeaderLength
            + BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        return start <= source.Length - entry.CompressedLength
            ? start
            : throw Invalid(source, $"{name} has {entry.CompressedLength} bytes from {start} on, the file ends after {source.Length}");
    }

    /// <summary>A member's bytes. Those of a stored one count from the archive's beginning.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="entry">The member.</param>
    /// <param name="start">Where its bytes begin.</param>
    public static (IFlatSource Bytes, long Length) Open(ImageSource source, ZipEntry entry, long start) => entry.IsDeflated
        ? (new InflatedFlatSource(
            source,
            new DeflateStream(new StoreStream(source, start, entry.CompressedLength), CompressionMode.Decompress),
            entry.CompressedLength,
            entry.Length), entry.Length)
        : (FlatImage.OpenSource(source), entry.CompressedLength);

    /// <summary>The error of an archive that contradicts itself.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="what">What is wrong; a clause.</param>
    public static LamellaException Invalid(ImageSource source, string what) =>
        new(LamellaErrorCode.InvalidMetadata, $"{source.Uri} is no valid .npz file: {what}.", source.Uri);
}
