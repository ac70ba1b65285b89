using System.Globalization;

namespace Lamella.Terminal.Drawing;

/// <summary>
/// Text of others (file names, axis labels, error messages) made fit for a screen: one cell a character, and nothing that
/// a terminal would take for a command.
/// </summary>
internal static class SafeText
{
    private const char Replacement = '?';

    /// <summary>The character itself where it takes exactly one cell, else a question mark; blanks become a space.</summary>
    public static char Of(char character) => character switch
    {
        >= ' ' and < '\u007f' => character,
        '\t' or '\n' or '\r' or '\u00a0' => ' ',
        < ' ' or (>= '\u007f' and < '\u00a0') => Replacement,
        _ when char.IsSurrogate(character) || IsWide(character) || IsInvisible(character) => Replacement,
        _ => character,
    };

    public static string Of(string text) => string.Create(text.Length, text, static (cells, source) =>
    {
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index] = Of(source[index]);
        }
    });

    /// <summary>Cut to a width; what is missing at the end is told by an ellipsis.</summary>
    public static string Fit(string text, int columns) =>
        text.Length <= columns ? text
        : columns <= 1 ? text[..Math.Max(0, columns)]
        : string.Concat(text.AsSpan(0, columns - 1), "…");

    /// <summary>Cut to a width from the front, as a path's end tells more than its start.</summary>
    public static string FitEnd(string text, int columns) =>
        text.Length <= columns ? text
        : columns <= 1 ? text[..Math.Max(0, columns)]
        : string.Concat("…", text.AsSpan(text.Length - columns + 1));

    /// <summary>Lines of at most a width, broken at spaces where there are any.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        if (columns < 1)
        {
            yield break;
        }

        var rest = Of(text).AsMemory();
        while (rest.Length > columns)
        {
            var space = rest.Span[..(columns + 1)].LastIndexOf(' ');
            var end = space > 0 ? space : columns;
            yield return rest[..end].ToString();
            rest = rest[(space > 0 ? end + 1 : end)..];
        }

        yield return rest.ToString();
    }

    // East Asian Width "W" and "F" blocks of the basic plane (Unicode 16, EastAsianWidth.txt), in whole blocks, and the
    // emoji of that plane that terminals draw two cells wide.
    private static bool IsWide(char character) => character is
        (>= '\u1100' and <= '\u115f') or (>= '\u2e80' and <= '\ua4cf') or (>= '\ua960' and <= '\ua97f')
        or (>= '\uac00' and <= '\ud7a3') or (>= '\uf900' and <= '\ufaff') or (>= '\ufe30' and <= '\ufe6f')
        or (>= '\uff00' and <= '\uff60') or (>= '\uffe0' and <= '\uffe6')
        or '\u231a' or '\u231b' or '\u23e9' or '\u23ea' or '\u23eb' or '\u23ec' or '\u23f0' or '\u23f3'
        or (>= '\u25fd' and <= '\u25fe') or (>= '\u2614' and <= '\u2615') or (>= '\u2648' and <= '\u2653')
        or '\u267f' or '\u2693' or '\u26a1' or '\u2705' or '\u2728' or '\u274c' or '\u274e'
        or (>= '\u2753' and <= '\u2757') or (>= '\u2795' and <= '\u2797') or '\u2b1b' or '\u2b1c' or '\u2b50' or '\u2b55';

    private static bool IsInvisible(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
