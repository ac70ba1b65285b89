using System.Collections.Frozen;

namespace Lamella.Engine.Slicing.Units;

/// <summary>A unit of length or time by its OME-NGFF name, or any other by its name alone.</summary>
/// <param name="Dimension">What is measured: <c>length</c>, <c>time</c>, <c>pixel</c>, or the unit's own name where it is none that is known.</param>
/// <param name="Factor">How many metres or seconds it is; 1 for others.</param>
/// <param name="Name">The unit's name.</param>
public readonly record struct PhysicalUnit(string Dimension, double Factor, string Name)
{
    private const string Length = "length";
    private const string Time = "time";

    private static readonly FrozenDictionary<string, double> Prefixes = new Dictionary<string, double>
    {
        ["yotta"] = 1e24,
        ["zetta"] = 1e21,
        ["exa"] = 1e18,
        ["peta"] = 1e15,
        ["tera"] = 1e12,
        ["giga"] = 1e9,
        ["mega"] = 1e6,
        ["kilo"] = 1e3,
        ["hecto"] = 1e2,
        ["deca"] = 1e1,
        [""] = 1,
        ["deci"] = 1e-1,
        ["centi"] = 1e-2,
        ["milli"] = 1e-3,
        ["micro"] = 1e-6,
        ["nano"] = 1e-9,
        ["pico"] = 1e-12,
        ["femto"] = 1e-15,
        ["atto"] = 1e-18,
        ["zepto"] = 1e-21,
        ["yocto"] = 1e-24,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PhysicalUnit> Others = new Dictionary<string, (string Dimension, double Factor)>
    {
        ["angstrom"] = (Length, 1e-10),
        ["inch"] = (Length, 0.0254),
        ["foot"] = (Length, 0.3048),
        ["yard"] = (Length, 0.9144),
        ["mile"] = (Length, 1609.344),
        ["parsec"] = (Length, 3.0856775814913673e16),
        ["m"] = (Length, 1),
        ["mm"] = (Length, 1e-3),
        ["um"] = (Length, 1e-6),
        ["µm"] = (Length, 1e-6),
        ["micron"] = (Length, 1e-6),
        ["nm"] = (Length, 1e-9),
        ["minute"] = (Time, 60),
        ["hour"] = (Time, 3600),
        ["day"] = (Time, 86400),
        ["s"] = (Time, 1),
        ["ms"] = (Time, 1e-3),
    }.ToFrozenDictionary(static pair => pair.Key, static pair => new PhysicalUnit(pair.Value.Dimension, pair.Value.Factor, pair.Key), StringComparer.Ordinal);

    /// <summary>The unit of an axis for which none is given.</summary>
    public static PhysicalUnit Pixel { get; } = new("pixel", 1, "pixel");

    /// <summary>Reads a unit's name, singular or plural.</summary>
    /// <param name="name">Such as <c>micrometer</c>; null or empty is <see cref="Pixel"/>.</param>
    public static PhysicalUnit Parse(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Pixel;
        }

        var singular = name.Length > 3 && name.EndsWith('s') ? name[..^1] : name;
        return OfPrefix(singular, "meter", Length) ?? OfPrefix(singular, "metre", Length) ?? OfPrefix(singular, "second", Time)
            ?? (Others.TryGetValue(singular, out var known) ? known : new PhysicalUnit(singular, 1, singular));
    }

    private static PhysicalUnit? OfPrefix(string name, string stem, string dimension) =>
        name.EndsWith(stem, StringComparison.Ordinal) && Prefixes.TryGetValue(name[..^stem.Length], out var factor)
            ? new PhysicalUnit(dimension, factor, name)
            : null;
}
