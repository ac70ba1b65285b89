using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Nifti;

/// <summary>
/// The header of a NIfTI file (<see href="https://nifti.nimh.nih.gov/nifti-1/">NIfTI-1</see>, 348 bytes;
/// <see href="https://nifti.nimh.nih.gov/nifti-2/">NIfTI-2</see>, 540 bytes), by the names of <c>nifti1.h</c>.
/// </summary>
internal sealed record NiftiHeader
{
    /// <summary>Bytes of the longer of the two headers.</summary>
    public const int MaxLength = 540;

    private const int Length1 = 348;
    private const int Length2 = 540;
    private const int MaxRank = 7;

    /// <summary>1 or 2.</summary>
    public required int Version { get; init; }

    /// <summary>Byte order of header and data.</summary>
    public required bool IsBigEndian { get; init; }

    /// <summary>Extents i, j, k, …: dim[1] … dim[dim[0]].</summary>
    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>NIfTI's number for the element type.</summary>
    public required int DataTypeCode { get; init; }

    /// <summary>Bits of an element, which the type says too.</summary>
    public required int BitPix { get; init; }

    /// <summary>Where the elements begin.</summary>
    public required long VoxOffset { get; init; }

    /// <summary>pixdim[0] … pixdim[7]: qfac, then the distances of elements.</summary>
    public required ImmutableArray<double> PixDim { get; init; }

    /// <summary>What a stored value is multiplied with; 0 for nothing.</summary>
    public required double Slope { get; init; }

    /// <summary>What is added to it then.</summary>
    public required double Intercept { get; init; }

    /// <summary>Above 0 where the quaternion is valid.</summary>
    public required int QFormCode { get; init; }

    /// <summary>Above 0 where the affine is valid.</summary>
    public required int SFormCode { get; init; }

    /// <summary>quatern_b, c, d, then qoffset_x, y, z.</summary>
    public required ImmutableArray<double> Quaternion { get; init; }

    /// <summary>srow_x, srow_y, srow_z: 3 × 4, row-major.</summary>
    public required ImmutableArray<double> SForm { get; init; }

    /// <summary>Units of space and time, packed.</summary>
    public required int Units { get; init; }

    /// <summary>The time of the first element.</summary>
    public required double TimeOffset { get; init; }

    /// <summary>What the values mean; 1002 are labels.</summary>
    public required int IntentCode { get; init; }

    /// <summary>Whether bytes begin as a header does, be it one of a file pair.</summary>
    /// <param name="head">A file's first bytes.</param>
    public static bool Matches(ReadOnlySpan<byte> head) =>
        (head.Length >= Length1 && (head[344..].StartsWith("n+1\0"u8) || head[344..].StartsWith("ni1\0"u8)) && FindByteOrder(head, Length1) is not null)
        || (head.Length >= Length2 && (head[4..].StartsWith("n+2\0"u8) || head[4..].StartsWith("ni2\0"u8)) && FindByteOrder(head, Length2) is not null);

    /// <summary>Reads a header.</summary>
    /// <param name="head">The file's first bytes, inflated.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>; <see cref="LamellaErrorCode.Unsupported"/>: a pair of .hdr and .img.
    /// </exception>
    public static NiftiHeader Parse(ReadOnlySpan<byte> head, string path)
    {
        if (!Matches(head))
        {
            throw Invalid(path, $"it does not begin with a header of {Length1} (n+1) or {Length2} (n+2) bytes");
        }

        if (head[344..].StartsWith("ni1\0"u8) || head[4..].StartsWith("ni2\0"u8))
        {
            throw new LamellaException(
                LamellaErrorCode.Unsupported, $"{path}: NIfTI in two files (.hdr and .img) is not supported; convert it to one .nii file.", path);
        }

        return head[344..].StartsWith("n+1\0"u8) && FindByteOrder(head, Length1) is { } isBigEndian
            ? Parse1(new NiftiFields(head, isBigEndian), path)
            : Parse2(new NiftiFields(head, FindByteOrder(head, Length2) ?? false), path);
    }

    private static NiftiHeader Parse1(NiftiFields fields, string path) => new()
    {
        Version = 1,
        IsBigEndian = fields.IsBigEndian,
        Shape = Extents(path, fields.Shorts(40, 8)),
        DataTypeCode = fields.Short(70),
        BitPix = fields.Short(72),
        VoxOffset = WholeOffset(path, fields.Float(108), Length1 + 4),
        PixDim = fields.Floats(76, 8),
        Slope = fields.Float(112),
        Intercept = fields.Float(116),
        QFormCode = fields.Short(252),
        SFormCode = fields.Short(254),
        Quaternion = fields.Floats(256, 6),
        SForm = fields.Floats(280, 12),
        Units = fields.Byte(123),
        TimeOffset = fields.Float(136),
        IntentCode = fields.Short(68),
    };

    private static NiftiHeader Parse2(NiftiFields fields, string path) => new()
    {
        Version = 2,
        IsBigEndian = fields.IsBigEndian,
        Shape = Extents(path, fields.Longs(16, 8)),
        DataTypeCode = fields.Short(12),
        BitPix = fields.Short(14),
        VoxOffset = WholeOffset(path, fields.Longs(168, 1)[0], Length2 + 4),
        PixDim = fields.Doubles(104, 8),
        Slope = fields.Doubles(176, 1)[0],
        Intercept = fields.Doubles(184, 1)[0],
        QFormCode = fields.Int(344),
        SFormCode = fields.Int(348),
        Quaternion = fields.Doubles(352, 6),
        SForm = fields.Doubles(400, 12),
        Units = fields.Int(500),
        TimeOffset = fields.Doubles(216, 1)[0],
        IntentCode = fields.Int(504),
    };

    private static ImmutableArray<long> Extents(string path, ImmutableArray<long> dim)
    {
        var rank = dim[0];
        if (rank is < 1 or > MaxRank)
        {
            throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"dim[0] is {rank}, between 1 and {MaxRank} axes are possible"));
        }

        var shape = dim[1..(int)(rank + 1)];
        return shape.All(static extent => extent > 0)
            ? shape
            : throw Invalid(path, $"its extents are [{string.Join(", ", shape)}], each must be at least 1");
    }

    private static long WholeOffset(string path, double offset, int least)
    {
        // Some writers leave it at 0: then the elements follow the header.
        if (offset == 0)
        {
            return least;
        }

        return offset >= least - 4 && offset < long.MaxValue / 2 && offset == Math.Floor(offset)
            ? (long)offset
            : throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"vox_offset is {offset}, the header ends after {least} bytes"));
    }

    private static bool? FindByteOrder(ReadOnlySpan<byte> head, int length) =>
        BinaryPrimitives.ReadInt32LittleEndian(head) == length ? false
        : BinaryPrimitives.ReadInt32BigEndian(head) == length ? true
        : null;

    private static LamellaException Invalid(string path, string what) =>
        new(LamellaErrorCode.InvalidMetadata, $"{path} is no valid NIfTI file: {what}.", path);
}
