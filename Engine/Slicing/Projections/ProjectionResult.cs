using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>Turns what all planes add up to into numpy's result type, in place (SLICING I7).</summary>
internal static class ProjectionResult
{
    public static SlicedArray Of(SlicedArray whole, ProjectionShape shape)
    {
        var planes = (double)shape.Planes;
        return (shape.Mode, shape.DataType) switch
        {
            (ProjectionMode.Sum, DataType.Bool) => whole.Reinterpret(DataType.Int64),
            (ProjectionMode.Sum, DataType.Float16) => Narrow(whole, DataType.Float16, 1),
            (ProjectionMode.Sum, DataType.Float32) => Narrow(whole, DataType.Float32, 1),
            (ProjectionMode.Mean, DataType.Float16) => Narrow(whole, DataType.Float16, planes),
            (ProjectionMode.Mean, DataType.Float32) => Narrow(whole, DataType.Float32, planes),
            (ProjectionMode.Mean, _) => Divide(whole, planes),
            _ => whole,
        };
    }

    private static SlicedArray Divide(SlicedArray whole, double planes)
    {
        var bytes = whole.Writable.Span;
        var means = MemoryMarshal.Cast<byte, double>(bytes);
        switch (whole.DataType)
        {
            case DataType.UInt64:
                var unsigned = MemoryMarshal.Cast<byte, ulong>(bytes);
                for (var i = 0; i < means.Length; i++)
                {
                    means[i] = unsigned[i] / planes;
                }

                break;
            case DataType.Int64:
                var signed = MemoryMarshal.Cast<byte, long>(bytes);
                for (var i = 0; i < means.Length; i++)
                {
                    means[i] = signed[i] / planes;
                }

                break;
            default:
                for (var i = 0; i < means.Length; i++)
                {
                    means[i] /= planes;
                }

                break;
        }

        return whole.Reinterpret(DataType.Float64);
    }

    /// <summary>Each result takes less room than its sum, so writing from the front never overtakes reading.</summary>
    private static SlicedArray Narrow(SlicedArray whole, DataType dataType, double planes)
    {
        var bytes = whole.Writable.Span;
        var sums = MemoryMarshal.Cast<byte, double>(bytes);
        if (dataType == DataType.Float32)
        {
            var singles = MemoryMarshal.Cast<byte, float>(bytes);
            for (var i = 0; i < sums.Length; i++)
            {
                singles[i] = (float)(sums[i] / planes);
            }
        }
        else
        {
            var halves = MemoryMarshal.Cast<byte, Half>(bytes);
            for (var i = 0; i < sums.Length; i++)
            {
                halves[i] = (Half)(sums[i] / planes);
            }
        }

        return whole.Reinterpret(dataType);
    }
}
