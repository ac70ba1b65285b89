using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Engine.Sources.Numbers;
using Lamella.Engine.Tables;
using nietras.SeparatedValues;

namespace Lamella.Engine.Sources.Csv;

/// <summary>
/// Comma-, semicolon- and tab-separated files (RFC 4180). The first line is a header, unless all of it is numbers: then
/// columns are named <c>axis-0</c>, <c>axis-1</c>, … as napari does. Columns are numbers where all cells are, else text.
/// </summary>
public static class CsvTable
{
    private const int ShownCharacters = 40;

    /// <summary>Reads a table.</summary>
    /// <param name="bytes">The file: UTF-8, with or without a byte order mark.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="limits">Bounds on rows and columns; null for the default.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, with the line: a row of more or fewer cells than the header, a name
    /// that stands twice, an open quote, no content. <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public static Table Read(ReadOnlyMemory<byte> bytes, string file, SourceLimits? limits = null, CancellationToken cancellationToken = default)
    {
        // A column that turns out to be text is read again from the start: the text of its numbers is gone by then.
        var texts = new Dictionary<int, TextOrigin>();
        while (true)
        {
            using var stream = new ReadOnlyMemoryStream(bytes);
            try
            {
                if (TryRead(stream, file, limits ?? SourceLimits.Default, texts, cancellationToken) is { } table)
                {
                    return table;
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or ArgumentException or FormatException)
            {
                throw SourceErrors.Invalid(file, $"not a table of separated values: {FirstLine(exception.Message)}", cause: exception);
            }
        }
    }

    private static Table? TryRead(
        Stream stream, string file, SourceLimits limits, Dictionary<int, TextOrigin> texts, CancellationToken cancellationToken)
    {
        using var reader = Sep.Reader(static options => options with { HasHeader = false, DisableColCountCheck = true, Unescape = true }).From(stream);
        CsvColumn[]? columns = null;
        var rows = 0;
        foreach (var row in reader)
        {
            if (row.Span.Trim().IsEmpty)
            {
                continue;
            }

            if (columns is null)
            {
                columns = Header(row, file, limits, texts, out var isHeader);
                if (isHeader)
                {
                    continue;
                }
            }

            CheckCells(row, columns, file);
            for (var i = 0; i < columns.Length; i++)
            {
                if (!columns[i].Add(row[i].Span))
                {
                    texts.Add(i, new TextOrigin(row.LineNumberFrom, Shown(row[i].Span)));
                    return null;
                }
            }

            if (++rows > limits.MaxRows)
            {
                throw SourceErrors.TooMuch(file, "rows or more", limits.MaxRows, rows);
            }

            if (rows % (1 << 16) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return columns is null
            ? throw SourceErrors.Invalid(file, "is empty; it needs a header line such as index,axis-0,axis-1.", "a header line", "nothing")
            : new Table(file, [.. columns.Select((column, i) => column.Build(texts.GetValueOrDefault(i)))], rows);
    }

    private static CsvColumn[] Header(
        SepReader.Row row, string file, SourceLimits limits, Dictionary<int, TextOrigin> texts, out bool isHeader)
    {
        if (row.ColCount > limits.MaxColumns)
        {
            throw SourceErrors.TooMuch(file, "columns", limits.MaxColumns, row.ColCount);
        }

        var names = new string[row.ColCount];
        isHeader = false;
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = row[i].Span.Trim().TrimStart('\uFEFF').ToString();
            isHeader |= !CellNumber.TryParse(names[i], out _);
        }

        var twice = isHeader ? names.Where(static name => name.Length > 0).GroupBy(static name => name).FirstOrDefault(static group => group.Count() > 1)?.Key : null;
        if (twice is not null)
        {
            throw SourceErrors.InvalidLine(file, row.LineNumberFrom, $"the header names column '{twice}' twice; rename one of them.", "different names", twice);
        }

        var header = isHeader;
        return
        [
            .. names.Select((name, i) => new CsvColumn(header ? name.Length > 0 ? name : $"column-{i}" : $"axis-{i}", texts.ContainsKey(i))),
        ];
    }

    private static void CheckCells(SepReader.Row row, CsvColumn[] columns, string file)
    {
        if (row.ColCount != columns.Length)
        {
            throw SourceErrors.InvalidLine(
                file,
                row.LineNumberFrom,
                $"{row.ColCount} cells, and the first line has {columns.Length}; give every row as many.",
                $"{columns.Length} cells",
                $"{row.ColCount} cells");
        }
    }

    private static string Shown(ReadOnlySpan<char> cell) =>
        cell.Length > ShownCharacters ? $"{cell[..ShownCharacters]}…" : cell.ToString();

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
