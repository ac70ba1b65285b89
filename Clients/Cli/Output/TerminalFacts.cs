using Lamella.Engine.Rendering.Cells;

namespace Lamella.Cli.Output;

/// <summary>What is known of the terminal, looked up once.</summary>
/// <param name="IsOutTerminal">Whether standard output is a terminal, not a pipe or file.</param>
/// <param name="IsErrorTerminal">Whether standard error is one.</param>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Columns">Columns of cells.</param>
/// <param name="Depth">What it can show; also used for a pipe, unless the user says otherwise.</param>
internal sealed record TerminalFacts(bool IsOutTerminal, bool IsErrorTerminal, int Rows, int Columns, ColorDepth Depth)
{
    private const int DefaultRows = 24;
    private const int DefaultColumns = 80;

    /// <summary>The facts of this process.</summary>
    public static TerminalFacts OfProcess()
    {
        var (isOut, isError) = (!Console.IsOutputRedirected, !Console.IsErrorRedirected);
        var (rows, columns) = isOut ? WindowSize() : (DefaultRows, DefaultColumns);
        return new(isOut, isError, rows, columns, DetectDepth(Environment.GetEnvironmentVariable, isOut));
    }

    /// <summary>
    /// Reads from the environment what a terminal can show: <c>NO_COLOR</c> (no-color.org), <c>COLORTERM</c>, <c>TERM</c>
    /// and the locale.
    /// </summary>
    /// <param name="variable">Gives an environment variable or null.</param>
    /// <param name="isTerminal">Pipes get no colour.</param>
    public static ColorDepth DetectDepth(Func<string, string?> variable, bool isTerminal)
    {
        var terminal = variable("TERM") ?? "";
        var plain = SpeaksUnicode(variable) ? ColorDepth.Braille : ColorDepth.Ascii;
        if (!isTerminal || terminal == "dumb" || !string.IsNullOrEmpty(variable("NO_COLOR")) || plain == ColorDepth.Ascii)
        {
            return terminal == "dumb" ? ColorDepth.Ascii : plain;
        }

        var isTrueColor = variable("COLORTERM") is "truecolor" or "24bit"
            || terminal.EndsWith("-direct", StringComparison.Ordinal)
            || variable("WT_SESSION") is not null;
        return isTrueColor ? ColorDepth.TrueColor : ColorDepth.Ansi256;
    }

    // The first that is set decides, as POSIX has it; with none set, today's terminals speak UTF-8.
    private static bool SpeaksUnicode(Func<string, string?> variable)
    {
        string?[] locales = [variable("LC_ALL"), variable("LC_CTYPE"), variable("LANG")];
        var locale = Array.Find(locales, value => !string.IsNullOrEmpty(value));
        return locale is null || locale.Replace("-", "", StringComparison.Ordinal).Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    private static (int Rows, int Columns) WindowSize()
    {
        var (rows, columns) = (Console.WindowHeight, Console.WindowWidth);
        return rows > 0 && columns > 0 ? (rows, columns) : (DefaultRows, DefaultColumns);
    }
}
