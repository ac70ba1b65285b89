using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Drawing;

/// <summary>The colours of the tones, on a dark ground. Pictures keep their own.</summary>
internal static class Theme
{
    private static readonly Rgba Ground = Rgba.FromRgb(0x16181D);
    private static readonly Rgba Raised = Rgba.FromRgb(0x2A2E37);

    /// <summary>Foreground and background of a tone.</summary>
    public static (Rgba Foreground, Rgba Background) Of(Tone tone) => tone switch
    {
        Tone.Normal => (Rgba.FromRgb(0xD7DAE0), Ground),
        Tone.Dim => (Rgba.FromRgb(0x8A909C), Ground),
        Tone.Title => (Rgba.FromRgb(0xFFFFFF), Raised),
        Tone.Accent => (Rgba.FromRgb(0x5CC8FF), Ground),
        Tone.Selected => (Rgba.FromRgb(0x101216), Rgba.FromRgb(0x5CC8FF)),
        Tone.Good => (Rgba.FromRgb(0x7BD88F), Ground),
        Tone.Warning => (Rgba.FromRgb(0xFFC65C), Ground),
        Tone.Error => (Rgba.FromRgb(0xFF7A7A), Ground),
        Tone.Overlay => (Rgba.FromRgb(0xE6E8EC), Raised),
        Tone.OverlayDim => (Rgba.FromRgb(0xA2A8B4), Raised),
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Not a tone."),
    };
}
