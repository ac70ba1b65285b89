namespace Lamella.Terminal.Viewing.Screens;

/// <summary>A mark that moves while something is loading.</summary>
internal static class Spinner
{
    private const string Dots = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const string Ascii = "|/-\\";

    public static char At(TimeSpan now, bool hasUnicode)
    {
        var frames = hasUnicode ? Dots : Ascii;
        return frames[(int)(now.TotalMilliseconds / 100) % frames.Length];
    }
}
