using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Npy;

/// <summary>
/// The header of a .npy file, versions 1 to 3
/// (<see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</see>).
/// </summary>
/// <param name="Length">Bytes before the first element.</param>
/// <param name="Shape">Elements along each axis.</param>
/// <param name="DataType">The element type.</param>
/// <param name="IsBigEndian">Whether elements have their most significant byte first.</param>
/// <param name="IsFortran">Whether the first axis varies fastest.</param>
internal sealed record NpyHeader(int Length, ImmutableArray<long> Shape, DataType DataType, bool IsBigEndian, bool IsFortran)
{
    /// <summary>Most bytes of a header; NumPy itself refuses to parse more than 10,000 characters.</summary>
    public const int MaxLength = 64 << 10;

    /// <summary>Magic, version and the longer of the two length fields.</summary>
    public const int PrefixLength = 12;

    /// <summary>The bytes that every .npy file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Where the elements begin, from the file's first <see cref="PrefixLength"/> bytes.</summary>
    /// <param name="prefix">The first bytes.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: no .npy file; <see cref="LamellaErrorCode.Unsupported"/>: its version;
    /// <see cref="LamellaErrorCode.LimitExceeded"/>: a header longer than <see cref="MaxLength"/>.
    /// </exception>
    public static int ReadLength(ReadOnlySpan<byte> prefix, string path)
    {
        if (prefix.Length < PrefixLength || !prefix.StartsWith(Magic))
        {
            throw Invalid(path, "it does not begin with the magic number of .npy");
        }

        var (major, minor) = (prefix[6], prefix[7]);
        if (major is < 1 or > 3 || minor != 0)
        {
            throw new LamellaException(
                LamellaErrorCode.Unsupported, $"{path}: .npy version {major}.{minor} is not supported; 1.0 to 3.0 are.", path, "1.0 … 3.0", $"{major}.{minor}");
        }

        var length = major == 1
            ? 10L + BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])
            : 12L + BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        return length <= MaxLength
            ? (int)length
            : throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"{path}: the .npy header says it has {length} bytes; at most {MaxLength} are read."),
                path);
    }

    /// <summary>Parses a whole header.</summary>
    /// <param name="header">The file's first bytes, <see cref="ReadLength"/> of them.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="LamellaException">As <see cref="ReadLength"/>; also what <see cref="NpyDescr"/> raises.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> header, string path)
    {
        var length = ReadLength(header, path);
        if (header.Length < length)
        {
            throw Invalid(path, string.Create(CultureInfo.InvariantCulture, $"its header of {length} bytes is cut off after {header.Length}"));
        }

        var isUtf8 = header[6] == 3;
        var text = (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(header[(header[6] == 1 ? 10 : 12)..length]);
        var fields = new PythonLiteral(text, path).ReadDictionary();
        if (!fields.TryGetValue("descr", out var descr)
            || !fields.TryGetValue("fortran_order", out var order) || order is not bool isFortran
            || !fields.TryGetValue("shape", out var shape) || shape is not ImmutableArray<object> extents)
        {
            throw Invalid(path, "its header lacks one of 'descr', 'fortran_order' and 'shape'");
        }

        if (descr is not string type)
        {
            throw new LamellaException(LamellaErrorCode.Unsupported, $"{path}: structured .npy arrays (records) are not supported.", path);
        }

        var (dataType, isBigEndian) = NpyDescr.Parse(type, path);
        return new NpyHeader(
            length,
            [.. extents.Select(extent => extent is long and >= 0 ? (long)extent : throw Invalid(path, $"its shape has the extent {extent}"))],
            dataType,
            isBigEndian,
            isFortran);
    }

    internal static LamellaException Invalid(string path, string what) =>
        new(LamellaErrorCode.InvalidMetadata, $"{path} is no valid .npy file: {what}.", path);
}
