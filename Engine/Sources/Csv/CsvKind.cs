using System.Text;
using Lamella.Contracts.Layers;

namespace Lamella.Engine.Sources.Csv;

/// <summary>What kind of layer a table of separated values makes, by the names of its columns, as napari guesses it.</summary>
internal static class CsvKind
{
    /// <summary>The kind: shapes, vectors or tracks where their columns are there, else points.</summary>
    /// <param name="head">The file's first bytes.</param>
    public static LayerKind Of(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOfAny((byte)'\r', (byte)'\n');
        var line = Encoding.UTF8.GetString(end < 0 ? head : head[..end]);
        var names = line.Split(',', ';', '\t').Select(static name => name.Trim(' ', '"', '\uFEFF')).ToHashSet(StringComparer.Ordinal);
        return names.IsSupersetOf(["shape-type", "vertex-index"]) ? LayerKind.Shapes
            : names.Any(name => name == "direction-0" || HasDirection(names, name)) ? LayerKind.Vectors
            : names.Contains("track_id") || names.IsSupersetOf(["ID", "T"]) ? LayerKind.Tracks
            : LayerKind.Points;
    }

    private static bool HasDirection(HashSet<string> names, string axis) =>
        axis is "x" or "y" && (names.Contains($"d{axis}") || names.Contains($"v{axis}"));
}
