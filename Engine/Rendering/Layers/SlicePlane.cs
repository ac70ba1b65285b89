using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>The plane of a slice that a picture shows.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels a row.</param>
/// <param name="Elements">Its elements, colour samples last.</param>
/// <param name="ToWorld">(Row, column) to the last two displayed world axes.</param>
internal readonly record struct SlicePlane(int Height, int Width, ReadOnlyMemory<byte> Elements, AffineTransform ToWorld)
{
    /// <summary>The plane of a 2-D slice, or the maximum projection of a 3-D one; null where there is none.</summary>
    public static SlicePlane? Of(ImageSliceResponse response, ReadOnlySpan<byte> elements)
    {
        var axes = response.Rgb ? response.Shape.Length - 1 : response.Shape.Length;
        if (axes is not (2 or 3) || response.Shape.Contains(0))
        {
            return null;
        }

        var flat = axes == 3
            ? MaximumProjection.AlongFirstAxis(elements, response.DataType, response.Shape[0])
            : elements.ToArray();
        return new(response.Shape[axes - 2], response.Shape[axes - 1], flat, response.SliceToWorld.SetSlice([axes - 2, axes - 1]));
    }
}
