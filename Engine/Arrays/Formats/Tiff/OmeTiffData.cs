using System.Xml.Linq;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>A TiffData element: pages that hold planes.</summary>
/// <param name="FirstPage">Number of the first page (IFD).</param>
/// <param name="FirstZ">Where its plane lies.</param>
/// <param name="FirstC">Likewise.</param>
/// <param name="FirstT">Likewise.</param>
/// <param name="Count">Number of planes; null for all.</param>
/// <param name="Uuid">Identifies the file that holds them; null for this one.</param>
/// <param name="FileName">That file's name.</param>
internal sealed record OmeTiffData(int FirstPage, int FirstZ, int FirstC, int FirstT, int? Count, string? Uuid, string? FileName)
{
    /// <summary>Reads a TiffData element.</summary>
    /// <param name="block">The element.</param>
    /// <param name="path">The file, for errors.</param>
    public static OmeTiffData Parse(XElement block, string path)
    {
        var uuid = OmeDocument.Named(block, "UUID").FirstOrDefault();
        int? count = block.Attribute("PlaneCount") is not null ? OmeDocument.Integer(block, "PlaneCount", 0, 0, path)
            : block.Attribute("IFD") is not null ? 1
            : null;
        return new OmeTiffData(
            OmeDocument.Integer(block, "IFD", 0, 0, path),
            OmeDocument.Integer(block, "FirstZ", 0, 0, path),
            OmeDocument.Integer(block, "FirstC", 0, 0, path),
            OmeDocument.Integer(block, "FirstT", 0, 0, path),
            count,
            uuid?.Value.Trim(),
            uuid?.Attribute("FileName")?.Value);
    }
}
