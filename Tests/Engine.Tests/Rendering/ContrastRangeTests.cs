using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class ContrastRangeTests
{
    [Fact]
    public void OfData_withNaNAndInfinity_looksAtFiniteValuesOnly()
    {
        float[] values = [float.NaN, 3, float.PositiveInfinity, -2, float.NegativeInfinity];

        var limits = ContrastRange.OfData(MemoryMarshal.AsBytes<float>(values), DataType.Float32);

        Assert.Equal(new ContrastLimits(-2, 3), limits);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(7, 0, 7)]
    [InlineData(-7, -7, 1)]
    public void OfData_ofAConstant_isWidened(short value, double low, double high)
    {
        short[] values = [value, value, value];

        var limits = ContrastRange.OfData(MemoryMarshal.AsBytes<short>(values), DataType.Int16);

        Assert.Equal(new ContrastLimits(low, high), limits);
    }

    [Fact]
    public void OfData_withoutData_isZeroToOne() =>
        Assert.Equal(new ContrastLimits(0, 1), ContrastRange.OfData([], DataType.Float64));

    [Fact]
    public void OfData_whoseExtremesLieInTheVectorAndInTheTail_findsBoth()
    {
        var values = Enumerable.Repeat((ushort)100, 67).ToArray();
        values[5] = 3;
        values[66] = 60000;

        var limits = ContrastRange.OfData(MemoryMarshal.AsBytes<ushort>(values), DataType.UInt16);

        Assert.Equal(new ContrastLimits(3, 60000), limits);
    }

    [Fact]
    public void OfData_ofComplexNumbers_isOfTheirMagnitudes()
    {
        float[] parts = [3, 4, 0, -1];

        var limits = ContrastRange.OfData(MemoryMarshal.AsBytes<float>(parts), DataType.Complex64);

        Assert.Equal(new ContrastLimits(1, 5), limits);
    }

    [Fact]
    public void ClampTo_anIntegerType_cutsToItsRange() =>
        Assert.Equal(new ContrastLimits(0, 255), ContrastRange.ClampTo(new ContrastLimits(-10, 300), DataType.UInt8));

    [Fact]
    public void OfArray_ofBytes_isTheirWholeRangeWithoutLooking() =>
        Assert.Equal(new ContrastLimits(0, 255), ContrastRange.OfArray([3, 4], DataType.UInt8, [2]));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(3, 100)]
    [InlineData(5, 100)]
    [InlineData(1, 5)]
    public void OfArray_ofManyElements_looksAtTheFirstMiddleAndLastPlane(int plane, double high)
    {
        // 6 × 1300 × 1300 is above 10⁷; the middle of 6 planes is plane 3, as in numpy's 6 // 2.
        var values = new ushort[6 * 1300 * 1300];
        values.AsSpan().Fill(5);
        values[(plane * 1300 * 1300) + 77] = 100;

        var limits = ContrastRange.OfArray(MemoryMarshal.AsBytes<ushort>(values), DataType.UInt16, [6, 1300, 1300]);

        Assert.Equal(high == 5 ? new ContrastLimits(0, 5) : new ContrastLimits(5, 100), limits);
    }

    [Theory]
    [InlineData(1600, 1600, 9)]
    [InlineData(1569, 1630, 9)]
    [InlineData(1568, 1600, 5)]
    [InlineData(1600, 1631, 5)]
    public void OfArray_ofLargePlanes_looksAtAPatchInTheirMiddle(int row, int column, double high)
    {
        var values = new ushort[3200 * 3200];
        values.AsSpan().Fill(5);
        values[(row * 3200) + column] = 9;

        var limits = ContrastRange.OfArray(MemoryMarshal.AsBytes<ushort>(values), DataType.UInt16, [1, 3200, 3200]);

        Assert.Equal(high == 5 ? new ContrastLimits(0, 5) : new ContrastLimits(5, 9), limits);
    }

    [Fact]
    public void OfArray_ofJustSoManyElements_looksAtAll()
    {
        var values = new ushort[10 * 1000 * 1000];
        values[1_234_567] = 7;

        Assert.Equal(
            new ContrastLimits(0, 7), ContrastRange.OfArray(MemoryMarshal.AsBytes<ushort>(values), DataType.UInt16, [10, 1000, 1000]));
    }

    // Expected values by numpy.percentile.
    [Theory]
    [InlineData(10, 90, 1.9, 9.1)]
    [InlineData(0, 100, 1, 10)]
    [InlineData(25, 50, 3.25, 5.5)]
    public void OfPercentiles_interpolatesAsNumPyDoes(double low, double high, double start, double end)
    {
        short[] values = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5];

        var limits = ContrastRange.OfPercentiles(MemoryMarshal.AsBytes<short>(values), DataType.Int16, low, high);

        Assert.Equal((start, end), (limits.Start, limits.End), (expected, actual) =>
            Math.Abs(expected.Item1 - actual.Item1) < 1e-12 && Math.Abs(expected.Item2 - actual.Item2) < 1e-12);
    }

    [Fact]
    public void OfPercentiles_leavesNaNAndInfinityOut()
    {
        float[] values = [float.NaN, 1, float.PositiveInfinity, 3, float.NegativeInfinity];

        Assert.Equal(new ContrastLimits(1, 3), ContrastRange.OfPercentiles(MemoryMarshal.AsBytes<float>(values), DataType.Float32, 0, 100));
    }

    [Fact]
    public void OfPercentiles_ofAConstant_isWidened()
    {
        double[] values = [4, 4, 4];

        Assert.Equal(new ContrastLimits(0, 4), ContrastRange.OfPercentiles(MemoryMarshal.AsBytes<double>(values), DataType.Float64, 1, 99));
    }

    [Fact]
    public void OfPercentiles_withoutData_isZeroToOne() =>
        Assert.Equal(new ContrastLimits(0, 1), ContrastRange.OfPercentiles([], DataType.Float64, 1, 99));

    [Theory]
    [InlineData(-1, 50)]
    [InlineData(50, 50)]
    [InlineData(50, 101)]
    public void OfPercentiles_thatDoNotAscend_areRefused(double low, double high) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ContrastRange.OfPercentiles([1], DataType.Int8, low, high));
}
