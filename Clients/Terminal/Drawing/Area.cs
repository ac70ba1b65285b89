namespace Lamella.Terminal.Drawing;

/// <summary>A rectangle of cells on a screen; rows count from the top, both ends half-open. Never negative in size.</summary>
internal readonly record struct Area
{
    public Area(int row, int column, int rows, int columns)
    {
        (Row, Column, Rows, Columns) = (row, column, Math.Max(0, rows), Math.Max(0, columns));
    }

    public int Row { get; }

    public int Column { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int EndRow => Row + Rows;

    public int EndColumn => Column + Columns;

    public bool IsEmpty => Rows == 0 || Columns == 0;

    public bool Contains(int row, int column) => row >= Row && row < EndRow && column >= Column && column < EndColumn;

    /// <summary>The first rows, and what is left below them.</summary>
    public (Area Top, Area Remainder) SplitTop(int rows)
    {
        var taken = Math.Clamp(rows, 0, Rows);
        return (new Area(Row, Column, taken, Columns), new Area(Row + taken, Column, Rows - taken, Columns));
    }

    /// <summary>What is left above the last rows, and these.</summary>
    public (Area Remainder, Area Bottom) SplitBottom(int rows) => SplitTop(Rows - Math.Clamp(rows, 0, Rows));

    /// <summary>The first columns, and what is left beside them.</summary>
    public (Area Left, Area Remainder) SplitLeft(int columns)
    {
        var taken = Math.Clamp(columns, 0, Columns);
        return (new Area(Row, Column, Rows, taken), new Area(Row, Column + taken, Rows, Columns - taken));
    }

    /// <summary>What is left before the last columns, and these.</summary>
    public (Area Remainder, Area Right) SplitRight(int columns) => SplitLeft(Columns - Math.Clamp(columns, 0, Columns));

    /// <summary>Without its border.</summary>
    public Area Shrink(int rows, int columns) => new(Row + rows, Column + columns, Rows - (2 * rows), Columns - (2 * columns));

    /// <summary>What both cover.</summary>
    public Area Intersect(Area other)
    {
        var (row, column) = (Math.Max(Row, other.Row), Math.Max(Column, other.Column));
        return new Area(row, column, Math.Min(EndRow, other.EndRow) - row, Math.Min(EndColumn, other.EndColumn) - column);
    }

    /// <summary>A rectangle of a size in the middle of this one, cut to it.</summary>
    public Area Center(int rows, int columns)
    {
        var (height, width) = (Math.Min(rows, Rows), Math.Min(columns, Columns));
        return new Area(Row + ((Rows - height) / 2), Column + ((Columns - width) / 2), height, width);
    }
}
