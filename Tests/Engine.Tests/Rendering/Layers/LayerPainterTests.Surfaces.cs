using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Surface;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Layers;

/// <summary>Surfaces.</summary>
public sealed partial class LayerPainterTests
{
    [Fact]
    public void Paint_aSurface_mapsTheValuesOfItsCorners()
    {
        var image = Surface([0, 0, 0, 20, 20, 0], 2, [0, 1, 2], [0, 0, 1], ItemsSlices.Dims(2));

        Assert.True(image[18, 1].R > 200);
        Assert.True(image[1, 1].R < 30 && image[1, 1] != Rgba.White);
        Assert.Equal(new Rgba(0, 0, 255), image[20, 20]);
    }

    [Fact]
    public void Paint_aSurfaceOfThreeAxes_coversWhatLiesBehind()
    {
        var dims = ItemsSlices.Dims(3).WithNdisplay(3);

        // The second face lies nearer to the start of the first axis, and covers the first.
        var image = Surface(
            [5, 0, 0, 5, 0, 20, 5, 20, 0, 1, 0, 0, 1, 0, 20, 1, 20, 0], 3, [3, 4, 5, 0, 1, 2], [0, 0, 0, 1, 1, 1], dims);

        Assert.Equal(Rgba.White, image[4, 4]);
    }

    [Fact]
    public void Paint_aSurfaceOfWhichTheWorldTurnsAnAxisRound_coversWhatLiesBehindInTheWorld()
    {
        var dims = ItemsSlices.Dims(3).WithNdisplay(3);

        var image = Surface(
            [5, 0, 0, 5, 0, 20, 5, 20, 0, 1, 0, 0, 1, 0, 20, 1, 20, 0],
            3,
            [0, 1, 2, 3, 4, 5],
            [1, 1, 1, 0, 0, 0],
            dims,
            AffineTransform.FromScaleTranslate([-1, 1, 1], [0, 0, 0]));

        Assert.Equal(Rgba.White, image[4, 4]);
    }

    [Fact]
    public void Paint_aSurfaceOfWhichTheWorldSwapsAxes_coversWhatLiesBehindInTheWorld()
    {
        var dims = ItemsSlices.Dims(3).WithNdisplay(3);

        // The first face's depth in the world, its last coordinate, is 1 and the second's 5; by the first coordinate it would be further away.
        var image = Surface(
            [0, 0, 1, 20, 0, 1, 20, 20, 1, 0, 0, 5, 20, 0, 5, 0, 20, 5],
            3,
            [0, 1, 2, 3, 4, 5],
            [1, 1, 1, 0, 0, 0],
            dims,
            AffineTransform.FromLinear([0, 0, 1, 0, 1, 0, 1, 0, 0]));

        Assert.Equal(Rgba.White, image[4, 10]);
    }

    private static RgbaImage Surface(double[] vertices, int axes, int[] faces, double[] values, Dims dims, AffineTransform? toWorld = null)
    {
        var spec = new SurfaceLayerSpec { Id = new("m"), Name = "m", Source = new("m.obj") };
        var data = new SurfaceLayerData(CoordinateTable.FromRows(vertices, axes), faces, values);
        var state = new SurfaceSliceState { DataToWorld = AffineTransform.Identity(axes) };
        var slice = SurfaceSlicing.Slice(SurfaceSlicing.MakeSliceRequest(data, state, dims), CancellationToken.None);
        var items = SurfaceDisplay.Encode(slice, SliceLimits.Default);
        return Compose(spec, ItemsSlices.Surface(items, toWorld ?? AffineTransform.Identity(axes)), items, new Rgba(0, 0, 255));
    }
}
