using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Rendering.Compositing;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Compositing;

public sealed class CompositorTests
{
    private static readonly Rgba Mid = new(100, 100, 100);

    [Theory]
    [InlineData(Blending.Translucent, 1.0, 200, 40, 0)]
    [InlineData(Blending.Translucent, 0.5, 150, 70, 50)]
    [InlineData(Blending.Additive, 1.0, 255, 140, 100)]
    [InlineData(Blending.Additive, 0.5, 200, 120, 100)]
    [InlineData(Blending.Minimum, 1.0, 100, 40, 0)]
    [InlineData(Blending.Minimum, 0.5, 100, 100, 100)]
    [InlineData(Blending.Opaque, 0.5, 200, 40, 0)]
    [InlineData(Blending.TranslucentNoDepth, 0.5, 150, 70, 50)]
    [InlineData(Blending.Multiplicative, 1.0, 78, 16, 0)]
    [InlineData(Blending.Multiplicative, 0.5, 89, 58, 50)]
    public void Compose_twoLayers_blendsTheUpper(Blending blending, double opacity, byte red, byte green, byte blue)
    {
        var upper = Uniform(new Rgba(200, 40, 0)) with { Blending = blending, Opacity = opacity };

        var image = Compositor.Compose(1, 1, Rgba.Black, [Uniform(Mid), upper]);

        Assert.InRange(image[0, 0].R, red - 1, red + 1);
        Assert.InRange(image[0, 0].G, green - 1, green + 1);
        Assert.InRange(image[0, 0].B, blue - 1, blue + 1);
        Assert.Equal(255, image[0, 0].A);
    }

    [Theory]
    [InlineData(Blending.Minimum)]
    [InlineData(Blending.Additive)]
    [InlineData(Blending.Multiplicative)]
    [InlineData(Blending.Translucent)]
    public void Compose_theLowestLayer_coversTheBackgroundInEveryMode(Blending blending)
    {
        var image = Compositor.Compose(1, 1, Rgba.White, [Uniform(Mid) with { Blending = blending }]);

        Assert.Equal(Mid, image[0, 0]);
    }

    [Fact]
    public void Compose_withoutLayers_isTheBackground() =>
        Assert.Equal(new Rgba(1, 2, 3), Compositor.Compose(1, 1, new(1, 2, 3), [])[0, 0]);

    [Fact]
    public void Compose_inLayerOrder_theLastIsOnTop() =>
        Assert.Equal(Rgba.White, Compositor.Compose(1, 1, Rgba.Black, [Uniform(Mid), Uniform(Rgba.White)])[0, 0]);

    [Fact]
    public void Compose_twiceAsLarge_repeatsElementsAroundTheirCentres()
    {
        // Element i is centred at canvas 2 i + ½, so that elements fill the canvas edge to edge.
        var layer = Gray(1, 3, [10, 20, 30]) with { DataToCanvas = PlaneTransform.FromScaleTranslate(1, 2, 0, 0.5) };

        var image = Compositor.Compose(1, 6, Rgba.Black, [layer]);

        Assert.Equal([10, 10, 20, 20, 30, 30], Reds(image));
    }

    [Fact]
    public void Compose_outsideTheLayer_showsTheBackground()
    {
        var layer = Gray(1, 1, [50]) with { DataToCanvas = PlaneTransform.FromScaleTranslate(1, 1, 0, 1) };

        var image = Compositor.Compose(1, 3, new(9, 9, 9), [layer]);

        Assert.Equal([9, 50, 9], Reds(image));
    }

    [Fact]
    public void Compose_transposed_swapsRowsAndColumns()
    {
        var layer = Gray(2, 2, [1, 2, 3, 4]) with { DataToCanvas = new PlaneTransform(0, 1, 0, 1, 0, 0) };

        var image = Compositor.Compose(2, 2, Rgba.Black, [layer]);

        Assert.Equal([1, 3, 2, 4], Reds(image));
    }

    [Fact]
    public void Compose_linear_mixesDataAndThenColours()
    {
        // Half-way between 0 and 255 is 127.5, which turbo shows green; the mean of its two end colours is not.
        var turbo = new ColorTable(ColormapCatalog.Parse("turbo"));
        var plane = IntensityPlane.FromData([0, 255], DataType.UInt8, 1, 2, new(0, 255));
        var layer = new IntensityLayer(plane, turbo)
        {
            Interpolation = Interpolation.Linear,
            DataToCanvas = PlaneTransform.FromScaleTranslate(1, 2, 0, 0),
        };

        var image = Compositor.Compose(1, 3, Rgba.Black, [layer]);

        Assert.Equal(ColormapCatalog.Parse("turbo").At(0.5), image[0, 1]);
    }

    [Fact]
    public void Compose_linearBeyondTheOutermostCentre_repeatsTheEdge()
    {
        var layer = Gray(1, 2, [100, 180]) with
        {
            Interpolation = Interpolation.Linear,
            DataToCanvas = PlaneTransform.FromScaleTranslate(1, 4, 0, 1.5),
        };

        var image = Compositor.Compose(1, 8, Rgba.Black, [layer]);

        Assert.Equal([100, 100, 110, 130, 150, 170, 180, 180], Reds(image));
    }

    [Fact]
    public void Compose_linearOfColours_doesNotMixInTransparentNeighbours()
    {
        var colors = new RgbaImage(1, 2) { [0, 0] = new(200, 0, 0), [0, 1] = new(0, 255, 0, 0) };
        var layer = new ColorLayer(colors)
        {
            Interpolation = Interpolation.Linear,
            DataToCanvas = PlaneTransform.FromScaleTranslate(1, 2, 0, 0),
        };

        var image = Compositor.Compose(1, 2, Rgba.Black, [layer]);

        Assert.Equal(new Rgba(100, 0, 0), image[0, 1]);
    }

    [Fact]
    public void Compose_anEmptyOrInvisibleLayer_changesNothing()
    {
        CanvasLayer[] layers = [new ColorLayer(new RgbaImage(0, 0)), Uniform(Rgba.White) with { Opacity = 0 }];

        Assert.Equal(Mid, Compositor.Compose(1, 1, Mid, layers)[0, 0]);
    }

    private static ColorLayer Uniform(Rgba color) => new(new RgbaImage(1, 1) { [0, 0] = color });

    private static IntensityLayer Gray(int height, int width, byte[] values) =>
        new(IntensityPlane.FromData(values, DataType.UInt8, height, width, new(0, 255)), new ColorTable(ColormapCatalog.Gray));

    private static IEnumerable<int> Reds(RgbaImage image) => image.Pixels.ToArray().Select(pixel => (int)Rgba.FromPacked(pixel).R);
}
