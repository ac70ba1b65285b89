using Lamella.Engine.Sources.Numbers;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Csv;

/// <summary>A column being read: numbers until a cell is none, and from then on text from the first row on.</summary>
/// <param name="name">Its name.</param>
/// <param name="isText">Whether it is known to hold text.</param>
internal sealed class CsvColumn(string name, bool isText)
{
    private readonly TextColumnBuilder? _texts = isText ? new() : null;
    private readonly List<double> _numbers = [];

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Adds a cell.</summary>
    /// <param name="cell">Its text.</param>
    /// <returns>False where the column held numbers, and this is none: it must be read again as text.</returns>
    public bool Add(ReadOnlySpan<char> cell)
    {
        if (_texts is not null)
        {
            _texts.Add(cell);
            return true;
        }

        var isNumber = CellNumber.TryParse(cell, out var number);
        _numbers.Add(number);
        return isNumber;
    }

    /// <summary>The column.</summary>
    /// <param name="origin">Where the first cell that is no number stands; null where there is none.</param>
    public TableColumn Build(TextOrigin? origin) => _texts is null ? NumberColumn.Of(Name, [.. _numbers]) : _texts.Build(Name, origin);
}
