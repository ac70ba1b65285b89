using System.Buffers.Binary;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>The first bytes of a file: TIFF 6.0 section 2, or BigTIFF.</summary>
/// <param name="IsBigEndian">The file's byte order: <c>MM</c>.</param>
/// <param name="IsBigTiff">Whether offsets have 8 bytes.</param>
/// <param name="FirstDirectory">Offset of the first directory, not trusted.</param>
internal readonly record struct TiffHeader(bool IsBigEndian, bool IsBigTiff, long FirstDirectory)
{
    private const int ClassicLength = 8;
    private const int BigLength = 16;

    /// <summary>Reads a header; null where the bytes are none.</summary>
    /// <param name="head">The file's first bytes.</param>
    public static TiffHeader? TryParse(ReadOnlySpan<byte> head)
    {
        if (head.Length < ClassicLength || !(head.StartsWith("II"u8) || head.StartsWith("MM"u8)))
        {
            return null;
        }

        var isBigEndian = head[0] == (byte)'M';
        return Number(head[2..], 2, isBigEndian) switch
        {
            42 => new TiffHeader(isBigEndian, false, Number(head[4..], 4, isBigEndian)),
            43 when head.Length >= BigLength && Number(head[4..], 2, isBigEndian) == 8 =>
                new TiffHeader(isBigEndian, true, Number(head[8..], 8, isBigEndian)),
            _ => null,
        };
    }

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes; 8-byte numbers beyond 2⁶³ come out negative.</summary>
    /// <param name="bytes">Begins with the number.</param>
    /// <param name="size">Bytes of the number.</param>
    /// <param name="isBigEndian">Its byte order.</param>
    public static long Number(ReadOnlySpan<byte> bytes, int size, bool isBigEndian) => (size, isBigEndian) switch
    {
        (1, _) => bytes[0],
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };
}
