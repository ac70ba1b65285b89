using System.CommandLine.Parsing;
using System.Globalization;

namespace Lamella.Cli.Arguments;

/// <summary>Reads <c>100ms</c> or <c>1.5s</c>.</summary>
internal static class DurationArgument
{
    private const double LongestSeconds = 3600;

    /// <summary>The duration, or zero with an error on the result.</summary>
    /// <param name="result">What the user wrote.</param>
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var (number, perSecond) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1000.0) : (text.TrimEnd('s'), 1.0);
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= 0 && value / perSecond <= LongestSeconds && text.EndsWith('s'))
        {
            return TimeSpan.FromSeconds(value / perSecond);
        }

        result.AddError($"'{text}' is not a duration up to an hour; write it as 100ms or 1.5s.");
        return TimeSpan.Zero;
    }
}
