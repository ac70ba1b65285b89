namespace Lamella.Engine.Rendering.Cells;

/// <summary>A rectangle of terminal cells, rows from the top. Made of a picture, or of anything else that is drawn.</summary>
public sealed class CellGrid
{
    private readonly Cell[] _cells;

    /// <summary>Creates a rectangle of blanks.</summary>
    /// <param name="rows">Rows, ≥ 0.</param>
    /// <param name="columns">Cells a row, ≥ 0.</param>
    public CellGrid(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        _cells = new Cell[checked(rows * columns)];
        Array.Fill(_cells, new Cell(' '));
    }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Cells a row.</summary>
    public int Columns { get; }

    /// <summary>One cell.</summary>
    /// <param name="row">0 is the topmost.</param>
    /// <param name="column">0 is the leftmost.</param>
    public Cell this[int row, int column]
    {
        get => _cells[(row * Columns) + column];
        set => _cells[(row * Columns) + column] = value;
    }
}
