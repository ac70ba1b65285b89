using System.Collections.Immutable;

namespace Lamella.Engine.Slicing;

/// <summary>What a slice could not honour, though it was made.</summary>
/// <param name="Code">The kind, such as <c>non_orthogonal</c>; stable.</param>
/// <param name="Message">One line for people.</param>
public sealed record SliceWarning(string Code, string Message)
{
    /// <summary>The layer is rotated or sheared out of the slice; that component is left out (SLICING S8).</summary>
    /// <param name="axes">The layer's displayed axes that it concerns.</param>
    public static SliceWarning NonOrthogonal(ImmutableArray<int> axes) => new(
        "non_orthogonal",
        $"Displayed without the out-of-slice rotation or shear of {(axes.Length == 1 ? "axis" : "axes")} {string.Join(", ", axes)}.");

    /// <summary>A surface's values vary along a displayed axis that its vertices do not have, so nothing is shown (U2).</summary>
    /// <param name="axes">The layer's displayed axes that it concerns.</param>
    public static SliceWarning SurfaceExtraDimsDisplayed(ImmutableArray<int> axes) => new(
        "surface_extra_dims_displayed",
        $"The vertices do not extend along {(axes.Length == 1 ? "axis" : "axes")} {string.Join(", ", axes)}; display other axes to see the surface.");
}
