using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Tests.RealData;

namespace Lamella.Engine.Tests.Arrays.Formats.RealData;

/// <summary>What the expected slices do to a box once it is read: move axes, project along one.</summary>
internal static class BoxShaping
{
    public static byte[] Transpose(byte[] box, int[] shape, int[] order)
    {
        var itemSize = box.Length / shape.Aggregate(1, static (all, extent) => all * extent);
        var output = new byte[box.Length];
        for (var element = 0; element < box.Length / itemSize; element++)
        {
            var position = new int[shape.Length];
            var rest = element;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                position[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            var target = order.Aggregate(0, (at, axis) => (at * shape[axis]) + position[axis]);
            box.AsSpan(element * itemSize, itemSize).CopyTo(output.AsSpan(target * itemSize));
        }

        return output;
    }

    public static byte[] Reduce(byte[] box, int[] shape, string dtype, ExpectedReduction reduction) => dtype[1..] switch
    {
        "u1" => Reduce<byte, ulong>(box, shape, reduction),
        "i1" => Reduce<sbyte, long>(box, shape, reduction),
        "u2" => Reduce<ushort, ulong>(box, shape, reduction),
        "i2" => Reduce<short, long>(box, shape, reduction),
        "u4" => Reduce<uint, ulong>(box, shape, reduction),
        "i4" => Reduce<int, long>(box, shape, reduction),
        "u8" => Reduce<ulong, ulong>(box, shape, reduction),
        "f4" => Reduce<float, double>(box, shape, reduction),
        "f8" => Reduce<double, double>(box, shape, reduction),
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"projection of {dtype}")),
    };

    private static byte[] Reduce<T, TSum>(byte[] box, int[] shape, ExpectedReduction reduction)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        var values = MemoryMarshal.Cast<byte, T>(box);
        var inner = shape.Skip(reduction.Axis + 1).Aggregate(1, static (all, extent) => all * extent);
        var count = shape[reduction.Axis];
        var ends = new T[values.Length / count];
        var sums = new TSum[ends.Length];
        for (var element = 0; element < values.Length; element++)
        {
            var at = (element / (inner * count) * inner) + (element % inner);
            var isFirst = element / inner % count == 0;
            ends[at] = isFirst ? values[element] : reduction.Operation == "max" ? T.Max(ends[at], values[element]) : T.Min(ends[at], values[element]);
            sums[at] += TSum.CreateChecked(values[element]);
        }

        return reduction.Operation == "sum" ? MemoryMarshal.AsBytes(sums.AsSpan()).ToArray() : MemoryMarshal.AsBytes(ends.AsSpan()).ToArray();
    }
}
