using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>
/// The OME-XML in the first page's ImageDescription
/// (<see href="https://docs.openmicroscopy.org/ome-model/latest/ome-tiff/specification.html">OME-TIFF</see>).
/// </summary>
/// <param name="Uuid">The file's own identifier; null where it has none.</param>
/// <param name="Images">One for each Image element.</param>
internal sealed record OmeDocument(string? Uuid, ImmutableArray<OmeImage> Images)
{
    /// <summary>Reads a document; null where the text is none.</summary>
    /// <param name="text">ImageDescription.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: it says it is OME-XML, but contradicts itself.</exception>
    public static OmeDocument? TryParse(string text, string path)
    {
        if (!text.TrimEnd().EndsWith("OME>", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(text), settings);
            var root = XElement.Load(reader);
            var images = Named(root, "Image")
                .Where(static image => Named(image, "Pixels").Any())
                .Select(image => OmeImage.Parse(image, path))
                .ToImmutableArray();
            return images.IsEmpty ? null : new OmeDocument(root.Attribute("UUID")?.Value, images);
        }
        catch (XmlException exception)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata, $"{path}: its OME-XML cannot be parsed: {OneLine.Of(exception.Message)}", path, innerException: exception);
        }
    }

    /// <summary>The children of a name, in whatever version of the OME namespace.</summary>
    internal static IEnumerable<XElement> Named(XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    /// <summary>A whole number of an attribute, or the default; never below the least allowed.</summary>
    internal static int Integer(XElement element, string name, int missing, int least, string path)
    {
        if (element.Attribute(name)?.Value is not { } text)
        {
            return missing;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new LamellaException(
                LamellaErrorCode.InvalidMetadata,
                $"{path}: OME-XML has {name}=\"{OneLine.Of(text)}\", a whole number of at least {least} is needed.",
                path,
                expected: $"at least {least}",
                got: text);
    }
}
