using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Engine.Slicing.Projections;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Projections;

/// <summary>Four planes at a time give the bits that one after the other gives, for any bits and any length.</summary>
public sealed class ProjectionKernelTests
{
    [Fact]
    public void AddFour_ofIntegerSums_isAddFourTimes()
    {
        Sample<byte, uint, ulong, UInt8SumKernel>();
        Sample<sbyte, int, long, Int8SumKernel>();
        Sample<ushort, uint, ulong, UInt16SumKernel>();
        Sample<short, int, long, Int16SumKernel>();
        Sample<uint, ulong, ulong, WideningSumKernel<uint, ulong>>();
        Sample<int, long, long, WideningSumKernel<int, long>>();
        Sample<ulong, ulong, ulong, SumKernel<ulong>>();
        Sample<long, long, long, SumKernel<long>>();
    }

    [Fact]
    public void AddFour_ofSumsOfRealNumbers_isAddFourTimes()
    {
        Sample<Half, double, double, ConvertedSumKernel<Half>>();
        Sample<float, double, double, WideningSumKernel<float, double>>();
        Sample<double, double, double, SumKernel<double>>();
        Sample<ulong, double, double, ConvertedSumKernel<ulong>>();
    }

    [Fact]
    public void AddFour_ofExtremes_isAddFourTimes()
    {
        Sample<byte, byte, byte, MaximumKernel<byte>>();
        Sample<short, short, short, MinimumKernel<short>>();
        Sample<Half, Half, Half, MaximumKernel<Half>>();
        Sample<float, float, float, MaximumKernel<float>>();
        Sample<double, double, double, MinimumKernel<double>>();
    }

    private static unsafe void Sample<TIn, TPart, TWhole, TKernel>()
        where TIn : unmanaged
        where TPart : unmanaged
        where TWhole : unmanaged
        where TKernel : struct, IProjectionKernel<TIn, TPart, TWhole> =>
        Gen.Int[1, 150].SelectMany(length => Gen.Byte.Array[4 * length * sizeof(TIn)]).Sample(bytes =>
        {
            var planes = MemoryMarshal.Cast<byte, TIn>(bytes);
            var length = planes.Length / 4;
            TPart[] one = [.. Enumerable.Repeat(TKernel.NoPlanes, length)];
            TPart[] four = [.. one];
            for (var plane = 0; plane < 4; plane++)
            {
                TKernel.Add(planes.Slice(plane * length, length), one);
            }

            TKernel.AddFour(
                planes[..length], planes.Slice(length, length), planes.Slice(2 * length, length), planes.Slice(3 * length, length), four);

            return IsSame(one, four);
        });

    /// <summary>Bits, but for those of NaNs: which of several is kept is nobody's promise.</summary>
    private static bool IsSame<T>(T[] first, T[] second)
        where T : unmanaged =>
        first.Zip(second).All(static pair => pair.First.Equals(pair.Second) && IsNegativeZero(pair.First) == IsNegativeZero(pair.Second));

    private static bool IsNegativeZero<T>(T value) => value switch
    {
        double number => number == 0 && double.IsNegative(number),
        float number => number == 0 && float.IsNegative(number),
        Half number => number == Half.Zero && Half.IsNegative(number),
        _ => false,
    };
}
