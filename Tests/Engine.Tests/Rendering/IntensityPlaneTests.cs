using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class IntensityPlaneTests
{
    [Fact]
    public void FromData_clipsAtTheLimits_andIsLinearBetween()
    {
        short[] values = [-5, 0, 50, 100, 500];

        var plane = IntensityPlane.FromData(MemoryMarshal.AsBytes<short>(values), DataType.Int16, 1, 5, new(0, 100));

        Assert.Equal([0, 0, 32767, 65534, 65534], plane.Values.ToArray());
    }

    [Fact]
    public void FromData_withReversedLimits_isTheNegative()
    {
        byte[] values = [0, 255];

        var plane = IntensityPlane.FromData(values, DataType.UInt8, 1, 2, new(255, 0));

        Assert.Equal([65534, 0], plane.Values.ToArray());
    }

    [Fact]
    public void FromData_withEqualLimits_splitsThere()
    {
        float[] values = [1, 2, 3];

        var plane = IntensityPlane.FromData(MemoryMarshal.AsBytes<float>(values), DataType.Float32, 1, 3, new(2, 2));

        Assert.Equal([0, 0, 65534], plane.Values.ToArray());
    }

    [Fact]
    public void FromData_ofTheWrongLength_saysBothNumbers()
    {
        var error = Assert.Throws<ArgumentException>(
            () => IntensityPlane.FromData(new byte[7], DataType.UInt16, 2, 2, new(0, 1)));

        Assert.Contains("8 bytes, not 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromData_sameValuesInEveryType_giveTheSameIntensities()
    {
        byte[] values = [0, 1, 17, 64, 100, 126, 127, 3, 99];
        var expected = IntensityPlane.FromData(values, DataType.UInt8, 3, 3, new(1, 120)).Values.ToArray();

        var all = new (DataType Type, byte[] Bytes)[]
        {
            (DataType.Int8, values),
            (DataType.Int16, Bytes(values, value => (short)value)),
            (DataType.UInt16, Bytes(values, value => (ushort)value)),
            (DataType.Int32, Bytes(values, value => (int)value)),
            (DataType.UInt32, Bytes(values, value => (uint)value)),
            (DataType.Int64, Bytes(values, value => (long)value)),
            (DataType.UInt64, Bytes(values, value => (ulong)value)),
            (DataType.Float16, Bytes(values, value => (Half)value)),
            (DataType.Float32, Bytes(values, value => (float)value)),
            (DataType.Float64, Bytes(values, value => (double)value)),
            (DataType.Complex64, Bytes(values, value => new ComplexFloat(0, value))),
            (DataType.Complex128, Bytes(values, value => new System.Numerics.Complex(value, 0))),
        };

        Assert.All(all, one => Assert.Equal(
            expected, IntensityPlane.FromData(one.Bytes, one.Type, 3, 3, new(1, 120)).Values.ToArray()));
    }

    [Fact]
    public void FromData_float32_vectorAndScalarAgreeWithinOneStep() =>
        Gen.Select(Gen.Single[-1e6f, 1e6f].Array[0, 40], Gen.Double[-1e5, 0], Gen.Double[1, 1e5]).Sample((values, low, high) =>
        {
            var bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
            var wide = Array.ConvertAll(values, value => (double)value);

            var single = IntensityPlane.FromData(bytes, DataType.Float32, 1, values.Length, new(low, high)).Values;
            var twice = IntensityPlane.FromData(
                MemoryMarshal.AsBytes<double>(wide), DataType.Float64, 1, values.Length, new(low, high)).Values;

            for (var index = 0; index < values.Length; index++)
            {
                Assert.InRange(single[index] - twice[index], -1, 1);
            }
        });

    [Fact]
    public void FromData_float32_keepsNaNApart_inTheVectorAndInTheTail()
    {
        var values = new float[19];
        values[2] = float.NaN;
        values[18] = float.NaN;

        var plane = IntensityPlane.FromData(MemoryMarshal.AsBytes<float>(values), DataType.Float32, 1, 19, new(0, 1));

        Assert.Equal([2, 18], Enumerable.Range(0, 19).Where(index => plane.Values[index] == IntensityPlane.NoData));
    }

    [Fact]
    public void FromData_isMonotonic() =>
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UShort, Gen.UShort).Sample((a, b, low, high) =>
        {
            ushort[] values = [Math.Min(a, b), Math.Max(a, b)];
            var limits = new ContrastLimits(Math.Min(low, high), Math.Max(low, high));

            var plane = IntensityPlane.FromData(MemoryMarshal.AsBytes<ushort>(values), DataType.UInt16, 1, 2, limits);

            Assert.True(plane.Values[0] <= plane.Values[1]);
        });

    private static byte[] Bytes<T>(byte[] values, Func<byte, T> convert)
        where T : unmanaged =>
        MemoryMarshal.AsBytes<T>(Array.ConvertAll(values, value => convert(value))).ToArray();

    private readonly record struct ComplexFloat(float Real, float Imaginary);
}
