using System.Xml;
using Lamella.Contracts.Errors;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.CellCounter;

/// <summary>
/// Cells as ImageJ's Cell Counter and cellfinder write them: <c>&lt;CellCounter_Marker_File&gt;</c>. One row a marker, in
/// the file's order; columns <c>z</c>, <c>y</c>, <c>x</c> and the marker's <c>type</c>.
/// </summary>
public static class CellCounterTable
{
    /// <summary>The name of the file's root element.</summary>
    public const string RootElement = "CellCounter_Marker_File";

    private static readonly string[] Names = ["z", "y", "x", "type"];

    /// <summary>Reads the markers.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>, with the line: no XML, a coordinate that is missing or no number.</exception>
    public static Table Read(ReadOnlyMemory<byte> bytes, string file)
    {
        List<double>[] columns = [[], [], [], []];
        try
        {
            using var reader = XmlSource.Open(bytes);
            var type = double.NaN;
            while (!reader.EOF)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Name == "Type")
                {
                    type = XmlSource.ElementNumber(reader, file);
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.Name == "Marker")
                {
                    AddMarker(reader, file, type, columns);
                }
                else
                {
                    reader.Read();
                }
            }
        }
        catch (XmlException exception)
        {
            throw SourceErrors.InvalidLine(file, exception.LineNumber, $"not well-formed XML: {exception.Message}");
        }

        return new Table(
            file,
            [.. Names.Select((name, i) => NumberColumn.Of(name, [.. columns[i]]))],
            columns[0].Count);
    }

    private static void AddMarker(XmlReader marker, string file, double type, List<double>[] columns)
    {
        var line = XmlSource.Line(marker);
        double? z = null, y = null, x = null;
        var depth = marker.Depth;
        marker.Read();
        while (marker.Depth > depth)
        {
            switch (marker.NodeType == XmlNodeType.Element ? marker.Name : string.Empty)
            {
                case "MarkerX": x = XmlSource.ElementNumber(marker, file); break;
                case "MarkerY": y = XmlSource.ElementNumber(marker, file); break;
                case "MarkerZ": z = XmlSource.ElementNumber(marker, file); break;
                default: marker.Read(); break;
            }
        }

        if (z is null || y is null || x is null)
        {
            throw SourceErrors.InvalidLine(file, line, "the marker lacks one of MarkerX, MarkerY, MarkerZ.", "three coordinates");
        }

        columns[0].Add(z.Value);
        columns[1].Add(y.Value);
        columns[2].Add(x.Value);
        columns[3].Add(type);
    }
}
