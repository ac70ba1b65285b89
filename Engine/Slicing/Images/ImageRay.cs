using Lamella.Engine.Slicing.Picking;

namespace Lamella.Engine.Slicing.Images;

/// <summary>The value of an image or labels layer along a line of sight: napari's <c>get_value</c> with three displayed axes.</summary>
public static class ImageRay
{
    /// <summary>
    /// The greatest element along the line, as the maximum projection shows it, NaN left out; of labels the first one that
    /// is not 0. The line is looked at twice a pixel.
    /// </summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="ray">The line of sight.</param>
    /// <returns>Null where the line passes by, where it meets nothing, and for RGB(A) and complex numbers.</returns>
    public static PickedValue? GetValue(ImageSlice slice, DataRay ray)
    {
        var input = slice.Request.Input;
        if (slice.IsEmpty || slice.Request.Data.IsRgb || input.Displayed.Length != 3)
        {
            return null;
        }

        Span<double> low = stackalloc double[3];
        Span<double> high = stackalloc double[3];
        for (var i = 0; i < 3; i++)
        {
            var axis = input.Displayed[i];
            var (scale, offset) = (slice.TileToData[axis, axis], slice.TileToData[axis, input.Ndim]);
            (low[i], high[i]) = (offset - (scale / 2), offset + ((slice.Image.Shape[i] - 0.5) * scale));
        }

        return ray.Within(low, high) is var (near, far) ? Along(slice, ray, near, far) : null;
    }

    private static PickedValue? Along(ImageSlice slice, DataRay ray, double near, double far)
    {
        var bytes = slice.Image.Bytes.Span;
        var (samples, best, greatest) = (Math.Max(1, (int)(2 * (far - near))), -1, double.NegativeInfinity);
        for (var sample = 0; sample < samples; sample++)
        {
            var element = ElementAt(slice, ray, near + (samples == 1 ? 0 : sample * (far - near) / (samples - 1)));
            var value = Elements.Read(bytes, slice.Image.DataType, element);
            if (slice.Request.Data.IsLabels && value != 0)
            {
                best = element;
                break;
            }

            if (!slice.Request.Data.IsLabels && value > greatest)
            {
                (best, greatest) = (element, value);
            }
        }

        var size = slice.Image.Bytes.Length / slice.Image.Shape.Aggregate(1, static (a, b) => a * b);
        return best < 0 ? null : new PickedValue(slice.Image.DataType, [.. bytes.Slice(best * size, size)]);
    }

    private static int ElementAt(ImageSlice slice, DataRay ray, double distance)
    {
        var input = slice.Request.Input;
        var element = 0;
        for (var i = 0; i < 3; i++)
        {
            var axis = input.Displayed[i];
            var at = (ray.At(i, distance) - slice.TileToData[axis, input.Ndim]) / slice.TileToData[axis, axis];
            element = checked((element * slice.Image.Shape[i]) + Math.Clamp((int)Math.Floor(at + 0.5), 0, slice.Image.Shape[i] - 1));
        }

        return element;
    }
}
