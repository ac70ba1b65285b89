using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Drawing;

/// <summary>The colours of the tones, on a dark ground. Pictures keep their own.</summary>
internal static class Theme
{
    private static readonly Rgba _ground = Rgba.FromRgb(0x16181D);
    private static readonly Rgba _raised = Rgba.FromRgb(0x2A2E37);

    /// <summary>Foreground and background of a tone.</summary>
    public static (Rgba Foreground, Rgba Background) Of(Tone tone) => tone switch
    {
        Tone.Normal => (Rgba.FromRgb(0xD7DAE0), _ground),
        Tone.Dim => (Rgba.FromRgb(0x8A909C), _ground),
        Tone.Title => (Rgba.FromRgb(0xFFFFFF), _raised),
        Tone.Accent => (Rgba.FromRgb(0x5CC8FF), _ground),
        Tone.Selected => (Rgba.FromRgb(0x101216), Rgba.FromRgb(0x5CC8FF)),
        Tone.Good => (Rgba.FromRgb(0x7BD88F), _ground),
        Tone.Warning => (Rgba.FromRgb(0xFFC65C), _ground),
        Tone.Error => (Rgba.FromRgb(0xFF7A7A), _ground),
        Tone.Overlay => (Rgba.FromRgb(0xE6E8EC), _raised),
        Tone.OverlayDim => (Rgba.FromRgb(0xA2A8B4), _raised),
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Not a tone."),
    };
}
