using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class RgbDataTests
{
    [Fact]
    public void ToImage_ofBytes_takesThemAsTheyAre() =>
        Assert.Equal(new Rgba(1, 2, 3, 4), RgbData.ToImage([1, 2, 3, 4], DataType.UInt8, 1, 1, 4)[0, 0]);

    [Fact]
    public void ToImage_ofFloats_clipsToZeroToOne()
    {
        float[] samples = [-1, 0.5f, 9];

        var image = RgbData.ToImage(MemoryMarshal.AsBytes<float>(samples), DataType.Float32, 1, 1, 3);

        Assert.Equal(new Rgba(0, 128, 255), image[0, 0]);
    }

    [Fact]
    public void ToImage_of16BitIntegers_scalesTheTypesRange()
    {
        ushort[] samples = [0, 32768, 65535];

        var image = RgbData.ToImage(MemoryMarshal.AsBytes<ushort>(samples), DataType.UInt16, 1, 1, 3);

        Assert.Equal(new Rgba(0, 128, 255), image[0, 0]);
    }

    [Fact]
    public void ToImage_ofComplexNumbers_isRefused() =>
        Assert.Throws<ArgumentException>(() => RgbData.ToImage(new byte[24], DataType.Complex64, 1, 1, 3));
}
