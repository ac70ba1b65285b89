using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Terminal.Viewing.State;

/// <summary>
/// The positions of one slider that have been sliced since everything else last changed, and are therefore likely to come
/// at once.
/// </summary>
/// <param name="Axis">The axis.</param>
/// <param name="Elsewhere">The Dims with that axis at its start: what must not change.</param>
/// <param name="Steps">The positions.</param>
internal sealed record StepsAtHand(int Axis, Dims Elsewhere, ImmutableSortedSet<long> Steps)
{
    /// <summary>More than these are not remembered; the farthest are forgotten.</summary>
    private const int MaxSteps = 4096;

    public static StepsAtHand None { get; } = new(-1, Dims.Default, []);

    /// <summary>With a position that is now shown.</summary>
    public StepsAtHand Add(Dims dims)
    {
        var axis = dims.LastUsed;
        var elsewhere = dims.WithPoint(axis, dims.Range[axis].Start);
        var step = dims.CurrentStep[axis];
        var known = axis == Axis && elsewhere.Equals(Elsewhere) ? Steps : [];
        var steps = known.Add(step);
        if (steps.Count > MaxSteps)
        {
            steps = steps.Remove(step - steps[0] > steps[^1] - step ? steps[0] : steps[^1]);
        }

        return new StepsAtHand(axis, elsewhere, steps);
    }

    /// <summary>Whether any position of a range is at hand.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="first">First position.</param>
    /// <param name="last">Last position, included.</param>
    public bool Any(int axis, long first, long last)
    {
        if (axis != Axis)
        {
            return false;
        }

        var index = Steps.IndexOf(first);
        index = index >= 0 ? index : ~index;
        return index < Steps.Count && Steps[index] <= last;
    }
}
