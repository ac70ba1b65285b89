using System.Globalization;
using System.Xml;
using Lamella.Engine.Sources.Numbers;

namespace Lamella.Engine.Sources;

/// <summary>Reads XML files that nobody vouches for: no entities, no document type, nothing fetched.</summary>
internal static class XmlSource
{
    /// <summary>Opens a reader.</summary>
    /// <param name="bytes">The file.</param>
    public static XmlReader Open(ReadOnlyMemory<byte> bytes) => XmlReader.Create(
        new ReadOnlyMemoryStream(bytes),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });

    /// <summary>The line that a reader stands at, from 1.</summary>
    /// <param name="reader">The reader.</param>
    public static int Line(XmlReader reader) => reader is IXmlLineInfo info ? info.LineNumber : 0;

    /// <summary>An attribute that is a number.</summary>
    /// <param name="reader">The reader, at an element.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="file">The file, for errors.</param>
    public static double Number(XmlReader reader, string name, string file)
    {
        var text = reader.GetAttribute(name);
        return text is not null && CellNumber.TryParse(text, out var number)
            ? number
            : throw SourceErrors.InvalidLine(
                file, Line(reader), $"<{reader.Name}> has {name}=\"{text}\"; it must be a number.", "a number", text ?? "nothing");
    }

    /// <summary>The text of an element that is a number; moves behind the element.</summary>
    /// <param name="reader">The reader, at the element.</param>
    /// <param name="file">The file, for errors.</param>
    public static double ElementNumber(XmlReader reader, string file)
    {
        var (line, name) = (Line(reader), reader.Name);
        var text = reader.ReadElementContentAsString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw SourceErrors.InvalidLine(file, line, $"<{name}> holds '{text}'; it must be a number.", "a number", text);
    }
}
