using System.Collections.Immutable;

namespace Lamella.Engine.Rendering.Colormaps;

/// <summary>Colours along 0 … 1, linear between control points at equal distances. Immutable.</summary>
public sealed class Colormap
{
    private readonly ImmutableArray<Rgba> _controls;

    /// <summary>Creates a colormap.</summary>
    /// <param name="name">Its name, lower case.</param>
    /// <param name="controls">At least one colour; the first stands at 0, the last at 1.</param>
    /// <exception cref="ArgumentException">There is no colour.</exception>
    public Colormap(string name, ImmutableArray<Rgba> controls)
    {
        if (controls.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"Colormap '{name}' has no colours; it needs at least one.", nameof(controls));
        }

        Name = name;
        _controls = controls;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>A colormap from black to one colour, as microscopists show a channel.</summary>
    /// <param name="rgb">0xRRGGBB.</param>
    public static Colormap FromColor(int rgb) => new($"#{rgb & 0xFFFFFF:x6}", [Rgba.Black, Rgba.FromRgb(rgb)]);

    /// <summary>The colour at a place, each component linear between its two neighbours and rounded.</summary>
    /// <param name="fraction">0 … 1; clipped.</param>
    public Rgba At(double fraction)
    {
        var place = Math.Clamp(fraction, 0, 1) * (_controls.Length - 1);
        var index = (int)place;
        if (index >= _controls.Length - 1)
        {
            return _controls[^1];
        }

        var (from, to, weight) = (_controls[index], _controls[index + 1], place - index);
        return new Rgba(Mix(from.R, to.R, weight), Mix(from.G, to.G, weight), Mix(from.B, to.B, weight), Mix(from.A, to.A, weight));
    }

    private static byte Mix(byte from, byte to, double weight) => (byte)Math.Round(from + ((to - from) * weight));
}
