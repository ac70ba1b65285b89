using System.Collections.Immutable;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Viewers.Links;

/// <summary>How the field of view of one viewer follows another's. Pure.</summary>
internal static class LinkedZoom
{
    /// <summary>The field of view that follows.</summary>
    /// <param name="own">The follower's own; null where its canvas has not told.</param>
    /// <param name="ownDisplayed">The axes it displays, counted from the last (-1), in displayed order.</param>
    /// <param name="other">The one that is followed.</param>
    /// <param name="otherDisplayed">The axes that one displays.</param>
    /// <returns>
    /// The same world units per pixel, on the follower's canvas; where both display an axis, at the same centre of it. The
    /// other's as it is where the follower has none but displays the same axes; null where it cannot follow.
    /// </returns>
    public static FieldOfView? Follow(
        FieldOfView? own, ImmutableArray<int> ownDisplayed, FieldOfView other, ImmutableArray<int> otherDisplayed)
    {
        if (own is null)
        {
            return ownDisplayed.SequenceEqual(otherDisplayed) ? other : null;
        }

        if (own.Start.Length != ownDisplayed.Length || other.Start.Length != otherDisplayed.Length)
        {
            return null;
        }

        var scale = Enumerable.Range(0, otherDisplayed.Length).Max(axis => Math.Abs(other.Stop[axis] - other.Start[axis]) / other.CanvasSize[axis]);
        var (start, stop) = (own.Start.ToBuilder(), own.Stop.ToBuilder());
        for (var axis = 0; axis < ownDisplayed.Length; axis++)
        {
            var shared = otherDisplayed.IndexOf(ownDisplayed[axis]);
            var centre = shared < 0 ? (own.Start[axis] + own.Stop[axis]) / 2 : (other.Start[shared] + other.Stop[shared]) / 2;
            var half = Math.CopySign(scale * own.CanvasSize[axis] / 2, own.Stop[axis] - own.Start[axis]);
            (start[axis], stop[axis]) = (centre - half, centre + half);
        }

        return own with { Start = start.MoveToImmutable(), Stop = stop.MoveToImmutable() };
    }
}
