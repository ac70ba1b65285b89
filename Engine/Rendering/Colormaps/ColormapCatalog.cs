using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Rendering.Colormaps;

/// <summary>The colormaps that have a name, and the reading of those that a user gives.</summary>
public static class ColormapCatalog
{
    private static readonly ImmutableArray<Colormap> Colormaps =
    [
        Ramp("gray", 0xFFFFFF),
        new("gray_r", [Rgba.White, Rgba.Black]),
        PerceptualColormaps.Viridis,
        PerceptualColormaps.Magma,
        PerceptualColormaps.Inferno,
        PerceptualColormaps.Plasma,
        TurboColormap.Turbo,
        Ramp("red", 0xFF0000),
        Ramp("green", 0x00FF00),
        Ramp("blue", 0x0000FF),
        Ramp("cyan", 0x00FFFF),
        Ramp("magenta", 0xFF00FF),
        Ramp("yellow", 0xFFFF00),
        // Blue, orange and purple that add up to white, after Christophe Leterrier's look-up tables of that name.
        Ramp("bop blue", 0x20ADF8),
        Ramp("bop orange", 0xF8AD20),
        Ramp("bop purple", 0xAD20F8),
    ];

    private static readonly FrozenDictionary<string, Colormap> ByName =
        Colormaps.ToFrozenDictionary(colormap => colormap.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The named colormaps.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Colormaps.Select(colormap => colormap.Name)];

    /// <summary>From black to white: what an image of one channel is shown in.</summary>
    public static Colormap Gray => ByName["gray"];

    /// <summary>
    /// The colormap of a name, or one that the text spells out: <c>#rrggbb</c> goes from black to that colour, and
    /// <c>#rrggbb,#rrggbb,…</c> through the colours in equal steps.
    /// </summary>
    /// <param name="nameOrColors">A name of <see cref="Names"/> in any case, with spaces or hyphens, or colours.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such name, not a colour.</exception>
    public static Colormap Parse(string nameOrColors)
    {
        ArgumentNullException.ThrowIfNull(nameOrColors);
        if (ByName.TryGetValue(nameOrColors.Trim().Replace('-', ' '), out var colormap)
            || ByName.TryGetValue(nameOrColors.Trim().Replace('-', '_'), out colormap))
        {
            return colormap;
        }

        var colors = nameOrColors.Split(',', StringSplitOptions.TrimEntries);
        if (!colors[0].StartsWith('#'))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"There is no colormap '{nameOrColors}'; there are {string.Join(", ", Names)}, or give colours such as #00ff88.",
                expected: string.Join(", ", Names),
                got: nameOrColors);
        }

        var controls = colors.Select(ParseColor).ToImmutableArray();
        return new Colormap(nameOrColors, controls.Length == 1 ? [Rgba.Black, controls[0]] : controls);
    }

    private static Colormap Ramp(string name, int rgb) => new(name, [Rgba.Black, Rgba.FromRgb(rgb)]);

    private static Rgba ParseColor(string text)
    {
        if (text.Length == 7 && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
        {
            return Rgba.FromRgb(rgb);
        }

        throw new LamellaException(
            LamellaErrorCode.InvalidArgument, $"'{text}' is not a colour; write it as #rrggbb.", expected: "#rrggbb", got: text);
    }
}
