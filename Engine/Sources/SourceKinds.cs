using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Sources.CellCounter;
using Lamella.Engine.Sources.TrackMate;

namespace Lamella.Engine.Sources;

/// <summary>Tells what a source is written in: by its first bytes where they are certain, else by its name.</summary>
internal static class SourceKinds
{
    private const string LooksFor =
        "CSV (.csv, .tsv, .txt), Parquet (PAR1), .npy and Zarr arrays, Cell Counter and TrackMate XML, OBJ, STL, PLY";

    /// <summary>What a source is written in.</summary>
    /// <param name="source">The source.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownFormat"/>.</exception>
    public static SourceKind Of(ImageSource source) => Find(source) ?? throw new LamellaException(
        LamellaErrorCode.UnknownFormat, $"{source.Uri} is in no format of points, vectors, shapes, tracks or meshes that Lamella reads: {LooksFor}.", source.Uri);

    /// <summary>Whether a name is that of a table, a mesh or an XML file.</summary>
    /// <param name="uri">A source.</param>
    public static bool MayHoldItems(string uri) =>
        Path.GetExtension((uri.Contains("://", StringComparison.Ordinal) ? uri.Split('?', '#')[0] : uri).TrimEnd('/')).ToUpperInvariant() is ".CSV" or ".TSV" or ".TXT" or ".PARQUET" or ".OBJ" or ".STL" or ".PLY" or ".XML";

    /// <summary>What a source is written in; null where it is in none of these formats.</summary>
    /// <param name="source">The source.</param>
    public static SourceKind? Find(ImageSource source)
    {
        if (!source.IsFile)
        {
            return source.Name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? SourceKind.Parquet : SourceKind.Array;
        }

        return ByContent(source.Head.Span) ?? ByName(source.Name);
    }

    private static SourceKind? ByContent(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PAR1"u8))
        {
            return SourceKind.Parquet;
        }

        if (head.StartsWith(NpyHeader.Magic))
        {
            return SourceKind.Array;
        }

        if (head.StartsWith("ply\n"u8) || head.StartsWith("ply\r\n"u8))
        {
            return SourceKind.Ply;
        }

        var text = Encoding.UTF8.GetString(head);
        return !text.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith('<') ? null
            : text.Contains($"<{CellCounterTable.RootElement}", StringComparison.Ordinal) ? SourceKind.CellCounter
            : text.Contains($"<{TrackMateFile.RootElement}", StringComparison.Ordinal) ? SourceKind.TrackMate
            : null;
    }

    private static SourceKind? ByName(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".CSV" or ".TSV" or ".TXT" => SourceKind.Csv,
        ".PARQUET" => SourceKind.Parquet,
        ".NPY" => SourceKind.Array,
        ".OBJ" => SourceKind.Obj,
        ".STL" => SourceKind.Stl,
        ".PLY" => SourceKind.Ply,
        _ => null,
    };
}
