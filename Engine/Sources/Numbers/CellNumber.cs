using System.Globalization;

namespace Lamella.Engine.Sources.Numbers;

/// <summary>Numbers as tables write them: the invariant culture's, and NaN and infinity as numpy, pandas and C spell them.</summary>
internal static class CellNumber
{
    /// <summary>Reads a cell.</summary>
    /// <param name="cell">Its text; an empty one is NaN.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> cell, out double number)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        var text = cell.Trim();
        var sign = text.Length > 0 && text[0] == '-' ? -1 : 1;
        var word = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        number = word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            ? sign * double.PositiveInfinity
            : double.NaN;
        return double.IsInfinity(number) || text.IsEmpty || word.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }
}
