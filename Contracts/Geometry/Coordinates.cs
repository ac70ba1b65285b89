using System.Collections.Immutable;
using System.Globalization;

namespace Lamella.Contracts.Geometry;

/// <summary>What the two kinds of points have in common: comparing and printing coordinates.</summary>
internal static class Coordinates
{
    public static bool Same(ImmutableArray<double> left, ImmutableArray<double> right) =>
        left.IsDefault || right.IsDefault
            ? left.IsDefaultOrEmpty && right.IsDefaultOrEmpty
            : left.AsSpan().SequenceEqual(right.AsSpan());

    public static int Hash(ImmutableArray<double> coordinates)
    {
        var hash = default(HashCode);
        foreach (var coordinate in coordinates.IsDefault ? [] : coordinates)
        {
            hash.Add(coordinate);
        }

        return hash.ToHashCode();
    }

    public static string Text(ImmutableArray<double> coordinates) =>
        $"({string.Join(", ", (coordinates.IsDefault ? [] : coordinates).Select(c => c.ToString("R", CultureInfo.InvariantCulture)))})";
}
