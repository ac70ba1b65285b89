using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Units;

/// <summary>
/// The units that all layers of a viewer share (SLICING T11): of each dimensionality the smallest unit that any axis of any
/// layer has. Layers are aligned on their last axes; where two disagree on what an axis measures, there are no shared units,
/// and every layer stays in its own. Pure functions.
/// </summary>
public static class WorldUnits
{
    /// <summary>The shared units, slowest axis first, as many as the largest layer has axes; null where there are none.</summary>
    /// <param name="layers">The units of each layer's axes, slowest first; null for an axis without one.</param>
    public static ImmutableArray<PhysicalUnit>? Of(IReadOnlyCollection<ImmutableArray<string?>> layers)
    {
        var smallest = new Dictionary<string, PhysicalUnit>(StringComparer.Ordinal);
        PhysicalUnit[] axes = [];
        foreach (var layer in layers)
        {
            PhysicalUnit[] units = [.. layer.Select(PhysicalUnit.Parse)];
            foreach (var unit in units)
            {
                smallest[unit.Dimension] = smallest.TryGetValue(unit.Dimension, out var known) && known.Factor <= unit.Factor ? known : unit;
            }

            if (units.Reverse().Zip(axes.Reverse()).Any(static pair => pair.First.Dimension != pair.Second.Dimension))
            {
                return null;
            }

            axes = units.Length > axes.Length ? units : axes;
        }

        return axes.Length == 0 ? null : [.. axes.Select(unit => smallest[unit.Dimension])];
    }

    /// <summary>What a layer's world coordinates are multiplied by to be in the shared units, axis by axis.</summary>
    /// <param name="layer">The units of the layer's axes.</param>
    /// <param name="shared">The shared units; null leaves everything as it is.</param>
    public static ImmutableArray<double> Factors(ImmutableArray<string?> layer, ImmutableArray<PhysicalUnit>? shared) => shared is { } units
        ? [.. layer.Select((unit, axis) => Ratio(PhysicalUnit.Parse(unit), units[units.Length - layer.Length + axis]))]
        : [.. layer.Select(static _ => 1.0)];

    // Powers of ten are not exact below one; their inverses are, so that 1 µm is 1000 nm to the last bit.
    private static double Ratio(PhysicalUnit from, PhysicalUnit to) =>
        from.Factor == to.Factor ? 1 : Math.Round(from.Factor / to.Factor) is >= 1 and var whole && Math.Abs((whole * to.Factor / from.Factor) - 1) < 1e-12
            ? whole
            : from.Factor / to.Factor;
}
