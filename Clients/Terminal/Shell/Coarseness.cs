using System.Collections.Immutable;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal.Shell;

/// <summary>How much a picture gives up to be there in time: colours are rounded, and then cells share one colour. Text stays.</summary>
/// <param name="Step">Colours are rounded to multiples of this.</param>
/// <param name="Rows">Rows of cells that share a colour.</param>
/// <param name="Columns">Columns of cells that share a colour; 1 leaves the two halves of a cell apart.</param>
/// <param name="Length">About the share of bytes that is left, as seen with noisy pictures.</param>
internal readonly record struct Coarseness(int Step, int Rows, int Columns, double Length)
{
    private const char UpperHalf = '▀';

    /// <summary>From as it is to what still tells where things are.</summary>
    public static ImmutableArray<Coarseness> Levels { get; } =
        [new(1, 1, 1, 1), new(8, 1, 1, 0.9), new(24, 1, 1, 0.7), new(32, 1, 2, 0.35), new(32, 2, 4, 0.12), new(48, 4, 8, 0.04)];

    /// <summary>The number of the first level that takes no longer than it may, or the last one.</summary>
    /// <param name="time">What a picture as it is takes.</param>
    /// <param name="limit">What it may take.</param>
    public static int LevelFor(TimeSpan time, TimeSpan limit)
    {
        var level = 0;
        while (level < Levels.Length - 1 && time * Levels[level].Length > limit)
        {
            level++;
        }

        return level;
    }

    /// <summary>The cells as they are sent.</summary>
    public CellGrid Apply(CellGrid cells)
    {
        if (Step <= 1)
        {
            return cells;
        }

        var result = new CellGrid(cells.Rows, cells.Columns);
        for (var row = 0; row < cells.Rows; row += Rows)
        {
            for (var column = 0; column < cells.Columns; column += Columns)
            {
                Apply(cells, result, row, column);
            }
        }

        return result;
    }

    private static bool IsPicture(Cell cell) => cell is { Glyph: UpperHalf, Foreground: not null, Background: not null };

    private void Apply(CellGrid cells, CellGrid result, int startRow, int startColumn)
    {
        var (endRow, endColumn) = (Math.Min(startRow + Rows, cells.Rows), Math.Min(startColumn + Columns, cells.Columns));
        var shared = Columns > 1 ? MeanOf(cells, startRow, endRow, startColumn, endColumn) : null;
        for (var row = startRow; row < endRow; row++)
        {
            for (var column = startColumn; column < endColumn; column++)
            {
                var cell = cells[row, column];
                result[row, column] = !IsPicture(cell) ? cell
                    : cell with { Foreground = Rounded(shared ?? cell.Foreground!.Value), Background = Rounded(shared ?? cell.Background!.Value) };
            }
        }
    }

    private static Rgba? MeanOf(CellGrid cells, int startRow, int endRow, int startColumn, int endColumn)
    {
        var (red, green, blue, count) = (0, 0, 0, 0);
        for (var row = startRow; row < endRow; row++)
        {
            for (var column = startColumn; column < endColumn; column++)
            {
                if (cells[row, column] is { Foreground: { } upper, Background: { } lower } cell && IsPicture(cell))
                {
                    (red, green, blue, count) = (red + upper.R + lower.R, green + upper.G + lower.G, blue + upper.B + lower.B, count + 2);
                }
            }
        }

        return count == 0 ? null : new Rgba((byte)(red / count), (byte)(green / count), (byte)(blue / count));
    }

    private Rgba Rounded(Rgba color) => new(Rounded(color.R), Rounded(color.G), Rounded(color.B));

    private byte Rounded(byte component) => (byte)Math.Min(255, (component + (Step / 2)) / Step * Step);
}
