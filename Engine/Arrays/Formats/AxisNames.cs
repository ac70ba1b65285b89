using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>Axes by their customary one-letter names.</summary>
internal static class AxisNames
{
    /// <summary>The axis of a name, with the type that OME-NGFF gives it.</summary>
    /// <param name="name">Such as <c>t</c>, <c>c</c>, <c>z</c>, <c>y</c>, <c>x</c>; <c>s</c> are samples; others have no type.</param>
    /// <param name="unit">UDUNITS-2 name, or null.</param>
    public static ImageAxis Axis(string name, string? unit = null) => new(
        name,
        name switch
        {
            "x" or "y" or "z" => "space",
            "t" => "time",
            "c" or "s" => "channel",
            _ => null,
        },
        unit);
}
