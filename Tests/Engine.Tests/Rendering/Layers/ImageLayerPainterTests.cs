using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Layers;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Layers;

/// <summary>Where the contrast of an image comes from, and gamma.</summary>
public sealed class ImageLayerPainterTests
{
    private static readonly ImageLayerSpec Spec = new() { Id = new("i"), Name = "i", Source = new("i") };

    [Theory]
    [InlineData(100, 300)]
    [InlineData(1000, 5000)]
    public void Paint_withoutLimits_followsEachSlice(ushort low, ushort high) =>
        Assert.Equal([0, 255], Draw(Spec, null, low, high));

    [Fact]
    public void Paint_withAChannelsWindow_takesIt() =>
        Assert.Equal([51, 255], Draw(Spec, new ImageChannel("c", null, 0, 1000, true), 200, 1000));

    [Fact]
    public void Paint_withLimits_prefersThemToTheChannels() =>
        Assert.Equal([51, 255], Draw(Spec with { ContrastLimits = new(0, 500) }, new ImageChannel("c", null, 0, 1000, true), 100, 500));

    [Fact]
    public void Paint_withAWindowThatIsNone_followsTheSlice() =>
        Assert.Equal([0, 255], Draw(Spec, new ImageChannel("c", null, 7, 7, true), 100, 500));

    [Theory]
    [InlineData(0.5, 128)]
    [InlineData(1, 64)]
    [InlineData(2, 16)]
    public void Paint_withGamma_bendsTheIntensities(double gamma, int quarter) =>
        Assert.Equal([quarter, 255], Draw(Spec with { Gamma = gamma, ContrastLimits = new(0, 400) }, null, 100, 400));

    [Fact]
    public void LimitsOf_bytes_isTheirWholeRange() =>
        Assert.Equal(new ContrastLimits(0, 255), ImageLayerPainter.LimitsOf(Spec, null, [3, 4], DataType.UInt8));

    private static int[] Draw(ImageLayerSpec spec, ImageChannel? channel, params ushort[] values)
    {
        var response = new ImageSliceResponse
        {
            Layer = spec.Id,
            Revision = default,
            Slice = new(new("viewer"), spec.Id, 1, 1, "silo"),
            ByteLength = values.Length * sizeof(ushort),
            Timings = default,
            Shape = [1, values.Length],
            DataType = DataType.UInt16,
            SliceToWorld = AffineTransform.Identity(2),
        };
        var layer = ImageLayerPainter.Paint(spec, response, MemoryMarshal.AsBytes(values.AsSpan()), channel, PlaneTransform.Identity)!;
        var image = Compositor.Compose(1, values.Length, Rgba.Black, [layer]);
        return [.. Enumerable.Range(0, values.Length).Select(x => (int)image[0, x].R)];
    }
}
