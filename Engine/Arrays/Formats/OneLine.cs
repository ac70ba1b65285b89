namespace Lamella.Engine.Arrays.Formats;

/// <summary>Text from files and URIs, as error messages may quote it.</summary>
internal static class OneLine
{
    private const int MaxLength = 100;

    /// <summary>The text without control characters, cut off where it is long.</summary>
    /// <param name="text">Anything.</param>
    public static string Of(string text)
    {
        var shown = text.Length > MaxLength ? $"{text.AsSpan(0, MaxLength)}…" : text;
        return string.Concat(shown.Select(static c => char.IsControl(c) ? '\ufffd' : c));
    }
}
