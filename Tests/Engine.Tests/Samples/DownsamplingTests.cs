using Lamella.Engine.Samples;
using Xunit;

namespace Lamella.Engine.Tests.Samples;

public sealed class DownsamplingTests
{
    [Fact]
    public void Halve_alongRowsAndColumns_isTheRoundedMean()
    {
        ushort[] voxels = [1, 2, 10, 3, 4, 11, 5, 6, 13];

        var (half, shape) = Downsampling.Halve(voxels, new(1, 3, 3), new(1, 2, 2));

        Assert.Equal(new SampleShape(1, 2, 2), shape);
        Assert.Equal([3, 11, 6, 13], half);
    }

    [Fact]
    public void Halve_alongDepth_mixesPlanes()
    {
        var (half, shape) = Downsampling.Halve([0, 100, 50, 200], new(2, 1, 2), new(2, 1, 1));

        Assert.Equal(new SampleShape(1, 1, 2), shape);
        Assert.Equal([25, 150], half);
    }
}
