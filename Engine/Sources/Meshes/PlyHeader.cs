using System.Text;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>The header of a PLY file.</summary>
/// <param name="Format"><c>ascii</c>, <c>binary_little_endian</c> or <c>binary_big_endian</c>.</param>
/// <param name="Elements">The kinds of elements, in the file's order.</param>
/// <param name="Length">Bytes of the header.</param>
/// <param name="Lines">Lines of the header.</param>
internal sealed record PlyHeader(string Format, List<PlyElement> Elements, int Length, int Lines)
{
    private const int MaxElements = 64;
    private const int MaxProperties = 256;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>, with the line.</exception>
    public static PlyHeader Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var lines = new TextLines(bytes);
        if (!lines.NextLine() || !lines.NextWord().SequenceEqual("ply"u8))
        {
            throw SourceErrors.InvalidLine(file, 1, "a PLY file begins with 'ply'.", "ply");
        }

        string? format = null;
        var elements = new List<PlyElement>();
        while (lines.NextLine())
        {
            switch (Encoding.UTF8.GetString(lines.NextWord()))
            {
                case "format":
                    format = Encoding.UTF8.GetString(lines.NextWord());
                    break;
                case "element":
                    elements.Add(Element(ref lines, file, elements.Count));
                    break;
                case "property" when elements.Count > 0 && elements[^1].Properties.Count < MaxProperties:
                    elements[^1].Properties.Add(Property(ref lines, file));
                    break;
                case "comment" or "obj_info":
                    break;
                case "end_header" when format is "ascii" or "binary_little_endian" or "binary_big_endian":
                    return new PlyHeader(format, elements, lines.Position, lines.Line);
                case "end_header":
                    throw SourceErrors.Invalid(file, $"the format is '{format}'.", "ascii, binary_little_endian or binary_big_endian", format);
                case var other:
                    throw SourceErrors.InvalidLine(file, lines.Line, $"'{other}' has no place in a PLY header here.", "element, property, comment or end_header", other);
            }
        }

        throw SourceErrors.Invalid(file, "the header does not end; the file is cut off.", "end_header", "the end of the file");
    }

    private static PlyElement Element(ref TextLines lines, string file, int known)
    {
        var name = Encoding.UTF8.GetString(lines.NextWord());
        var count = lines.NextInteger(file, "the number of elements");
        return count >= 0 && known < MaxElements
            ? new PlyElement(name, count, [])
            : throw SourceErrors.InvalidLine(file, lines.Line, $"{count} elements '{name}', after {known} other kinds.", "0 or more", $"{count}");
    }

    private static PlyProperty Property(ref TextLines lines, string file)
    {
        var type = Encoding.UTF8.GetString(lines.NextWord());
        if (type != "list")
        {
            return new PlyProperty(Encoding.UTF8.GetString(lines.NextWord()), Type(type, file, lines.Line), null);
        }

        var count = Type(Encoding.UTF8.GetString(lines.NextWord()), file, lines.Line);
        var items = Type(Encoding.UTF8.GetString(lines.NextWord()), file, lines.Line);
        return new PlyProperty(Encoding.UTF8.GetString(lines.NextWord()), items, count);
    }

    private static PlyType Type(string name, string file, int line) =>
        PlyTypeExtensions.Parse(name) ?? throw SourceErrors.InvalidLine(file, line, $"there is no number type '{name}' in PLY.", "such as float or uchar", name);
}
