using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>Which vector lies at a position: napari's <c>get_value</c>, which knows none.</summary>
public static class VectorsPicking
{
    /// <summary>Always null, as in napari: vectors have no value.</summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="world">The position.</param>
    public static int? GetValue(VectorsSlice slice, WorldPoint world) => null;
}
