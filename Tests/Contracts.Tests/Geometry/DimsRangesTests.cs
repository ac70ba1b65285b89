using Lamella.Contracts.Geometry;
using Xunit;

namespace Lamella.Contracts.Tests.Geometry;

public sealed class DimsRangesTests
{
    [Fact]
    public void Of_layersOfDifferentRank_alignsThemOnTheLastAxes()
    {
        WorldExtent volume = new([0, 0, 0], [9, 99, 99], [2, 1, 1]);
        WorldExtent plane = new([-5, 10], [20, 200], [0.5, 4]);

        Assert.Equal([new(0, 9, 2), new(-5, 99, 0.5), new(0, 200, 1)], DimsRanges.Of([volume, plane]));
    }

    [Fact]
    public void Of_emptyPoints_isTheDefaultCanvas()
    {
        WorldExtent nothing = new([double.NaN, double.NaN], [double.NaN, double.NaN], [1, 1]);

        Assert.Equal([new(-0.5, 511.5, 1), new(-0.5, 511.5, 1)], DimsRanges.Of([nothing]));
    }

    [Fact]
    public void Of_noLayers_isTwoDefaultAxes() => Assert.Equal([DimRange.Default, DimRange.Default], DimsRanges.Of([]));
}
