using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>Turns what planes add up to into numpy's result type (SLICING I7).</summary>
internal static class ProjectionResult
{
    /// <summary>The element type of a result.</summary>
    /// <param name="mode">Any but none.</param>
    /// <param name="dataType">The planes' element type.</param>
    public static DataType TypeOf(ProjectionMode mode, DataType dataType) => (mode, dataType) switch
    {
        (ProjectionMode.Max or ProjectionMode.Min, _) => dataType,
        (_, DataType.Float16 or DataType.Float32) => dataType,
        (ProjectionMode.Mean, _) or (_, DataType.Float64) => DataType.Float64,
        (_, DataType.UInt8 or DataType.UInt16 or DataType.UInt32 or DataType.UInt64) => DataType.UInt64,
        _ => DataType.Int64,
    };

    /// <summary>Converts sums of some planes. No result takes more room than its sum, so both may lie in the same place.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="wholeType">Their element type.</param>
    /// <param name="shape">What is projected.</param>
    /// <param name="planes">How many planes they are of.</param>
    /// <param name="results">Gets the results.</param>
    public static void Convert(ReadOnlySpan<byte> sums, DataType wholeType, ProjectionShape shape, long planes, Span<byte> results)
    {
        switch (shape.Mode, shape.DataType)
        {
            case (ProjectionMode.Sum, DataType.Float16 or DataType.Float32):
                Narrow(MemoryMarshal.Cast<byte, double>(sums), shape.DataType, 1, results);
                break;
            case (ProjectionMode.Mean, DataType.Float16 or DataType.Float32):
                Narrow(MemoryMarshal.Cast<byte, double>(sums), shape.DataType, planes, results);
                break;
            case (ProjectionMode.Mean, _):
                Divide(sums, wholeType, planes, MemoryMarshal.Cast<byte, double>(results));
                break;
            default:
                sums.CopyTo(results);
                break;
        }
    }

    private static void Divide(ReadOnlySpan<byte> sums, DataType wholeType, double planes, Span<double> means)
    {
        switch (wholeType)
        {
            case DataType.UInt64:
                DivideUnsigned(MemoryMarshal.Cast<byte, ulong>(sums), planes, means);
                break;
            case DataType.Int64:
                DivideSigned(MemoryMarshal.Cast<byte, long>(sums), planes, means);
                break;
            default:
                var reals = MemoryMarshal.Cast<byte, double>(sums);
                for (var i = 0; i < reals.Length; i++)
                {
                    means[i] = reals[i] / planes;
                }

                break;
        }
    }

    private static void DivideUnsigned(ReadOnlySpan<ulong> sums, double planes, Span<double> means)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(sums);
        var quotients = MemoryMarshal.Cast<double, Vector<double>>(means);
        for (var v = 0; v < vectors.Length; v++)
        {
            quotients[v] = Vector.ConvertToDouble(vectors[v]) / new Vector<double>(planes);
        }

        for (var i = vectors.Length * Vector<ulong>.Count; i < sums.Length; i++)
        {
            means[i] = sums[i] / planes;
        }
    }

    private static void DivideSigned(ReadOnlySpan<long> sums, double planes, Span<double> means)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(sums);
        var quotients = MemoryMarshal.Cast<double, Vector<double>>(means);
        for (var v = 0; v < vectors.Length; v++)
        {
            quotients[v] = Vector.ConvertToDouble(vectors[v]) / new Vector<double>(planes);
        }

        for (var i = vectors.Length * Vector<long>.Count; i < sums.Length; i++)
        {
            means[i] = sums[i] / planes;
        }
    }

    /// <summary>Each result takes less room than its sum, so writing from the front never overtakes reading.</summary>
    private static void Narrow(ReadOnlySpan<double> sums, DataType dataType, double planes, Span<byte> results)
    {
        if (dataType == DataType.Float32)
        {
            var singles = MemoryMarshal.Cast<byte, float>(results);
            for (var i = 0; i < sums.Length; i++)
            {
                singles[i] = (float)(sums[i] / planes);
            }
        }
        else
        {
            var halves = MemoryMarshal.Cast<byte, Half>(results);
            for (var i = 0; i < sums.Length; i++)
            {
                halves[i] = (Half)(sums[i] / planes);
            }
        }
    }
}
