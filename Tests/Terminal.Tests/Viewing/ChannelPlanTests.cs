using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Terminal.Viewing.Session;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Which channels of an image become layers.</summary>
public sealed class ChannelPlanTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(20, 17)]
    public void Of_oneChannel_isThatOneAlone(int count, int channel) =>
        Assert.Equal(new LayerSource("a.zarr", channel), Assert.Single(ChannelPlan.Of(Image(count), "a.zarr", channel)).Source);

    [Fact]
    public void Of_allChannels_isOneEach() => Assert.Equal(3, ChannelPlan.Of(Image(3), "a.zarr").Count);

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(5_000_000_000)]
    public void Of_aChannelThatIsNone_isInvalid(long channel) =>
        Assert.Equal(LamellaErrorCode.InvalidArgument, Assert.Throws<LamellaException>(() => ChannelPlan.Of(Image(3), "a.zarr", channel)).Code);

    private static ImageInfo Image(int channels) => new()
    {
        Uri = "a.zarr",
        Format = "test",
        Axes = [new ImageAxis("c", "channel", null), new("y", "space", null), new("x", "space", null)],
        DataType = DataType.UInt8,
        Levels = [new ImageLevelInfo { Shape = [channels, 4, 4], ChunkShape = [1, 4, 4], Transform = AffineTransform.FromScaleTranslate([1, 1, 1], [0, 0, 0]) }],
    };
}
