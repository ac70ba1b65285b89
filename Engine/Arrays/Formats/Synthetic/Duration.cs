using System.Globalization;

namespace Lamella.Engine.Arrays.Formats.Synthetic;

/// <summary>Durations as people type them: <c>100ms</c>, <c>1.5s</c>.</summary>
internal static class Duration
{
    private const double MaxSeconds = 3600;

    /// <summary>The duration that a text says; null where it says none, or more than an hour.</summary>
    /// <param name="text">The text.</param>
    public static TimeSpan? Parse(string text)
    {
        var (digits, seconds) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : text.EndsWith('s') ? (text[..^1], 1.0)
            : (string.Empty, 0);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * seconds <= MaxSeconds
            ? TimeSpan.FromSeconds(value * seconds)
            : null;
    }
}
