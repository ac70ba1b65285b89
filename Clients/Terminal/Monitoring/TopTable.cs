using System.Collections.Immutable;

namespace Lamella.Terminal.Monitoring;

/// <summary>Rows that can be sorted by any column and filtered by any text.</summary>
/// <param name="Columns">Headings with widths; the first column takes what is left.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TopTable(ImmutableArray<TopTable.Column> Columns, ImmutableArray<TopTable.Row> Rows)
{
    /// <summary>A column.</summary>
    /// <param name="Name">Its heading.</param>
    /// <param name="Width">Cells, with one blank.</param>
    internal sealed record Column(string Name, int Width);

    /// <summary>A cell: what is shown, and by what it is sorted.</summary>
    /// <param name="Text">What is shown.</param>
    /// <param name="Value">A number to sort by; null sorts by the text.</param>
    internal readonly record struct Cell(string Text, double? Value = null);

    /// <summary>A row.</summary>
    /// <param name="Key">What one drills into: a silo or a viewer.</param>
    /// <param name="Cells">One for each column.</param>
    /// <param name="IsMarked">Whether something is wrong with it.</param>
    /// <param name="Detail">More about it, shown below the table while it is selected.</param>
    internal sealed record Row(string Key, ImmutableArray<Cell> Cells, bool IsMarked = false, string? Detail = null);

    /// <summary>The rows that contain a text in any cell, in order of a column.</summary>
    public ImmutableArray<Row> Arrange(string filter, int column, bool descending)
    {
        var kept = Rows.Where(row => filter.Length == 0 || row.Cells.Any(cell => cell.Text.Contains(filter, StringComparison.OrdinalIgnoreCase)));
        var index = Math.Clamp(column, 0, Columns.Length - 1);
        var sorted = kept.OrderBy(row => row.Cells[index].Value ?? 0).ThenBy(row => row.Cells[index].Text, StringComparer.Ordinal);
        return descending ? [.. sorted.Reverse()] : [.. sorted];
    }
}
