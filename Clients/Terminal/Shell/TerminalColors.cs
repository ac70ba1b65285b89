using Lamella.Engine.Rendering.Cells;
using Terminal.Gui.Drivers;

namespace Lamella.Terminal.Shell;

/// <summary>Finds out which colours a terminal shows.</summary>
internal static class TerminalColors
{
    /// <summary>What Terminal.Gui found, except that <c>NO_COLOR</c> (no-color.org) has the last word.</summary>
    public static ColorDepth Detect(ColorCapabilityLevel? found) =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? ColorDepth.Braille : Of(found);

    internal static ColorDepth Of(ColorCapabilityLevel? found) => found switch
    {
        ColorCapabilityLevel.TrueColor => ColorDepth.TrueColor,
        ColorCapabilityLevel.Colors256 => ColorDepth.Ansi256,
        null => ColorDepth.TrueColor,
        _ => ColorDepth.Braille,
    };
}
