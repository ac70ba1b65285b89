using System.Xml;
using Lamella.Contracts.Errors;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.TrackMate;

/// <summary>
/// What TrackMate, MaMuT and Mastodon export as XML: spots, and the edges between them. Spots are in the file's order;
/// their columns are <c>t</c> (the frame), <c>z</c>, <c>y</c>, <c>x</c> in the file's spatial units, <c>radius</c> and <c>name</c>.
/// </summary>
public sealed class TrackMateFile
{
    /// <summary>The name of the file's root element.</summary>
    public const string RootElement = "TrackMate";

    private static readonly string[] NumberNames = ["t", "z", "y", "x", "radius"];

    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly List<double>[] _numbers = [[], [], [], [], []];
    private readonly List<string> _names = [];
    private readonly List<(int From, int To)> _edges = [];

    private TrackMateFile(string file) => Origin = file;

    /// <summary>The file.</summary>
    public string Origin { get; }

    /// <summary>The spots.</summary>
    public Table Spots => new(
        Origin,
        [
            .. NumberNames.Select((name, i) => NumberColumn.Of(name, [.. _numbers[i]])),
            TextColumn.Of("name", _names),
        ],
        _names.Count);

    /// <summary>The edges, each between two rows of <see cref="Spots"/>, from the earlier to the later one.</summary>
    public IReadOnlyList<(int From, int To)> Edges => _edges;

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, with the line: no XML, a number that is none, an edge to a spot that is not there.
    /// </exception>
    public static TrackMateFile Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var content = new TrackMateFile(file);
        try
        {
            using var reader = XmlSource.Open(bytes);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (reader.Name)
                {
                    case "Spot": content.AddSpot(reader); break;
                    case "Edge": content.AddEdge(reader); break;
                }
            }
        }
        catch (XmlException exception)
        {
            throw SourceErrors.InvalidLine(file, exception.LineNumber, $"not well-formed XML: {exception.Message}");
        }

        return content;
    }

    private void AddSpot(XmlReader spot)
    {
        var id = spot.GetAttribute("ID");
        if (id is null || !_rows.TryAdd(id, _names.Count))
        {
            throw SourceErrors.InvalidLine(Origin, XmlSource.Line(spot), $"the spot's ID is {(id is null ? "missing" : $"'{id}', as another one's")}.", "an ID of its own", id);
        }

        _numbers[0].Add(XmlSource.Number(spot, spot.GetAttribute("FRAME") is null ? "POSITION_T" : "FRAME", Origin));
        _numbers[1].Add(XmlSource.Number(spot, "POSITION_Z", Origin));
        _numbers[2].Add(XmlSource.Number(spot, "POSITION_Y", Origin));
        _numbers[3].Add(XmlSource.Number(spot, "POSITION_X", Origin));
        _numbers[4].Add(spot.GetAttribute("RADIUS") is null ? double.NaN : XmlSource.Number(spot, "RADIUS", Origin));
        _names.Add(spot.GetAttribute("name") ?? string.Empty);
    }

    private void AddEdge(XmlReader edge)
    {
        var (source, target) = (Row(edge, "SPOT_SOURCE_ID"), Row(edge, "SPOT_TARGET_ID"));
        _edges.Add(_numbers[0][source] <= _numbers[0][target] ? (source, target) : (target, source));
    }

    private int Row(XmlReader edge, string attribute)
    {
        var id = edge.GetAttribute(attribute);
        return id is not null && _rows.TryGetValue(id, out var row)
            ? row
            : throw SourceErrors.InvalidLine(Origin, XmlSource.Line(edge), $"the edge's {attribute} is '{id}', and there is no such spot.", "the ID of a spot", id);
    }
}
