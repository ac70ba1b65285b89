using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;

namespace Lamella.Terminal.Viewing.Slices;

/// <summary>Makes planes of what the service sends: of a volume, its maximum along the first displayed axis.</summary>
internal static class SliceImages
{
    /// <summary>What is drawn of a slice, with a copy of its data: its plane, or its items, which are a plane without pixels.</summary>
    /// <param name="response">The header.</param>
    /// <param name="elements">The slice's data.</param>
    public static SliceImage Of(LayerSliceResponse response, ReadOnlySpan<byte> elements) => response is ImageSliceResponse image
        ? Of(image, elements)
        : new SliceImage(response, 0, 0, DataType.UInt8, 0, PlaneTransform.Identity, elements.ToArray());

    /// <summary>The plane of a slice, with a copy of its data.</summary>
    /// <param name="response">The header.</param>
    /// <param name="elements">The slice's data.</param>
    public static SliceImage Of(ImageSliceResponse response, ReadOnlySpan<byte> elements)
    {
        var samples = response.Rgb ? response.Shape[^1] : 1;
        var axes = response.Rgb ? response.Shape[..^1] : response.Shape;
        var (height, width) = axes.Length switch
        {
            0 => (1, 1),
            1 => (1, axes[0]),
            _ => (axes[^2], axes[^1]),
        };
        if (response.Empty || elements.IsEmpty)
        {
            return new SliceImage(response, 0, 0, response.DataType, samples, PlaneTransform.Identity, []);
        }

        var toWorld = axes.Length >= 2
            ? response.SliceToWorld.SetSlice([axes.Length - 2, axes.Length - 1])
            : response.SliceToWorld.Embed(2);
        return new SliceImage(
            response, height, width, response.DataType, samples, PlaneTransform.From(toWorld), PlaneOf(elements, response.DataType, axes.Length == 3 ? axes[0] : 1));
    }

    private static byte[] PlaneOf(ReadOnlySpan<byte> elements, DataType dataType, int planes) =>
        planes == 1 ? elements.ToArray() : MaximumProjection.AlongFirstAxis(elements, dataType, planes);
}
