using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>Which face lies at a position: napari's <c>get_value</c>, which knows none but along a ray in 3-D.</summary>
public static class SurfacePicking
{
    /// <summary>Always null, as in napari with two displayed axes.</summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="world">The position.</param>
    public static double? GetValue(SurfaceSlice slice, WorldPoint world) => null;
}
