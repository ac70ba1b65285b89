using System.Globalization;
using Lamella.Contracts.Geometry;

namespace Lamella.Cli.Arguments;

/// <summary>Finds axes by the names that people give them.</summary>
internal static class AxisNames
{
    /// <summary>The axis of a name, in any case, or of a number, negative from the end.</summary>
    /// <param name="dims">Whose axes.</param>
    /// <param name="name">Such as <c>z</c> or <c>-3</c>.</param>
    /// <exception cref="UsageException">There is none; the message lists those there are.</exception>
    public static int Find(Dims dims, string name)
    {
        for (var axis = 0; axis < dims.Ndim; axis++)
        {
            if (string.Equals(dims.AxisLabels[axis], name, StringComparison.OrdinalIgnoreCase))
            {
                return axis;
            }
        }

        if (int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= -dims.Ndim && number < dims.Ndim)
        {
            return number < 0 ? number + dims.Ndim : number;
        }

        throw new UsageException($"There is no axis '{name}'; there are {string.Join(", ", dims.AxisLabels)}.");
    }

    /// <summary>A display order such as <c>z,y,x</c>; axes that are not named stay in front.</summary>
    /// <param name="dims">Whose axes.</param>
    /// <param name="list">Names, the displayed ones last.</param>
    /// <exception cref="UsageException">A name is unknown or there twice.</exception>
    public static int[] ParseOrder(Dims dims, string list)
    {
        var named = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => Find(dims, name)).ToArray();
        return named.Distinct().Count() == named.Length
            ? [.. dims.Order.Where(axis => !named.Contains(axis)), .. named]
            : throw new UsageException($"'{list}' names an axis twice; name each of {string.Join(", ", dims.AxisLabels)} at most once.");
    }
}
