using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Display;

/// <summary>
/// The colour of every item, worked out for those that are asked for: making it looks at a feature once, for its range or
/// its categories, and a slice then costs only what it returns. Immutable; safe for concurrent use.
/// </summary>
public sealed class ItemColors
{
    // matplotlib's tab10.
    private static readonly ImmutableArray<Rgba> Tab10 =
    [
        .. new[] { 0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF }.Select(Rgba.FromRgb),
    ];

    private readonly Func<int, Rgba> _colorOf;

    private ItemColors(Func<int, Rgba> colorOf) => _colorOf = colorOf;

    /// <summary>The colour of an item.</summary>
    /// <param name="item">The item; its row among the features.</param>
    public Rgba this[int item] => _colorOf(item);

    /// <summary>Works out how items get their colour.</summary>
    /// <param name="color">What the user says.</param>
    /// <param name="features">The items' features.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: no such feature, colormap or colour, or limits that do not ascend.
    /// </exception>
    public static ItemColors Create(ItemColor color, Table features)
    {
        var plain = NamedColors.Parse(color.Color);
        if (color.Feature is null)
        {
            return new ItemColors(_ => plain);
        }

        ImmutableArray<Rgba> cycle = color.Cycle.IsDefaultOrEmpty ? Tab10 : [.. color.Cycle.Select(NamedColors.Parse)];
        return features.Find(color.Feature) switch
        {
            TextColumn texts => new ItemColors(item => cycle[texts.Codes[item] % cycle.Length]),
            NumberColumn numbers when !color.Cycle.IsDefaultOrEmpty => ByCategory(numbers, cycle, plain),
            NumberColumn numbers => ByColormap(numbers.Values, color, plain),
            _ => throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"There is no feature '{color.Feature}' to colour by; there are {string.Join(", ", features.Columns.Select(static column => column.Name).DefaultIfEmpty("none"))}.",
                expected: "the name of a feature",
                got: color.Feature),
        };
    }

    private static ItemColors ByCategory(NumberColumn numbers, ImmutableArray<Rgba> cycle, Rgba plain)
    {
        var codes = new Dictionary<double, int>();
        for (var row = 0; row < numbers.Length; row++)
        {
            if (!double.IsNaN(numbers.Values[row]))
            {
                codes.TryAdd(numbers.Values[row], codes.Count);
            }
        }

        return new ItemColors(item => codes.TryGetValue(numbers.Values[item], out var code) ? cycle[code % cycle.Length] : plain);
    }

    private static ItemColors ByColormap(CoordinateColumn values, ItemColor color, Rgba plain)
    {
        var colormap = ColormapCatalog.Parse(color.Colormap);
        var (start, end) = color.ContrastLimits is { } limits ? (limits.Start, limits.End) : values.FiniteRange;
        if (color.ContrastLimits is not null && !(start < end))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"The contrast limits {start} and {end} do not ascend.", expected: $"more than {start}", got: $"{end}");
        }

        // Where all values are the same there is no range; they get the first colour.
        var scale = end > start ? 1 / (end - start) : 0;
        return new ItemColors(item => double.IsNaN(values[item]) ? plain : colormap.At((values[item] - start) * scale));
    }
}
