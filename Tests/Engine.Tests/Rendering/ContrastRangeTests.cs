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
}
