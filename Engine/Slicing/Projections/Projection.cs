using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// Reduces the chunks of a slab to a plane, whatever the order they arrive in and the threads they arrive on, always to the
/// same bits. Result types are numpy's (SLICING I7): sums of integers are 64 bits wide, means of integers double precision,
/// everything else keeps its type.
/// </summary>
internal abstract class Projection : IDisposable
{
    /// <summary>Takes a decoded chunk; an empty one stands for the fill value.</summary>
    public abstract void Consume(int ordinal, ReadOnlySpan<byte> chunk);

    /// <summary>The plane, once every chunk has been consumed; the caller owns it.</summary>
    public abstract SlicedArray Finish();

    /// <summary>Planes that have come so far in all of a chunk's column.</summary>
    public abstract long SoFar(int ordinal);

    /// <summary>
    /// Writes what has come so far in a chunk's column into a picture of the result's shape and type: means are of the planes
    /// that have come. At least one must have.
    /// </summary>
    public abstract void CopySoFar(int ordinal, SlicedArray picture);

    /// <summary>Gives all memory back but what <see cref="Finish"/> returned.</summary>
    public abstract void Dispose();

    /// <param name="shape">What is projected to what.</param>
    /// <exception cref="LamellaException">Complex numbers, or too large an output.</exception>
    public static Projection Create(ProjectionShape shape)
    {
        var (plan, mode, dataType) = (shape.Plan, shape.Mode, shape.DataType);
        return mode switch
        {
            ProjectionMode.Max => dataType switch
            {
                DataType.Bool or DataType.UInt8 => new Projection<byte, byte, byte, MaximumKernel<byte>>(shape, dataType),
                DataType.Int8 => new Projection<sbyte, sbyte, sbyte, MaximumKernel<sbyte>>(shape, dataType),
                DataType.UInt16 => new Projection<ushort, ushort, ushort, MaximumKernel<ushort>>(shape, dataType),
                DataType.Int16 => new Projection<short, short, short, MaximumKernel<short>>(shape, dataType),
                DataType.UInt32 => new Projection<uint, uint, uint, MaximumKernel<uint>>(shape, dataType),
                DataType.Int32 => new Projection<int, int, int, MaximumKernel<int>>(shape, dataType),
                DataType.UInt64 => new Projection<ulong, ulong, ulong, MaximumKernel<ulong>>(shape, dataType),
                DataType.Int64 => new Projection<long, long, long, MaximumKernel<long>>(shape, dataType),
                DataType.Float16 => new Projection<Half, Half, Half, MaximumKernel<Half>>(shape, dataType),
                DataType.Float32 => new Projection<float, float, float, MaximumKernel<float>>(shape, dataType),
                DataType.Float64 => new Projection<double, double, double, MaximumKernel<double>>(shape, dataType),
                _ => throw Unsupported(plan, dataType),
            },
            ProjectionMode.Min => dataType switch
            {
                DataType.Bool or DataType.UInt8 => new Projection<byte, byte, byte, MinimumKernel<byte>>(shape, dataType),
                DataType.Int8 => new Projection<sbyte, sbyte, sbyte, MinimumKernel<sbyte>>(shape, dataType),
                DataType.UInt16 => new Projection<ushort, ushort, ushort, MinimumKernel<ushort>>(shape, dataType),
                DataType.Int16 => new Projection<short, short, short, MinimumKernel<short>>(shape, dataType),
                DataType.UInt32 => new Projection<uint, uint, uint, MinimumKernel<uint>>(shape, dataType),
                DataType.Int32 => new Projection<int, int, int, MinimumKernel<int>>(shape, dataType),
                DataType.UInt64 => new Projection<ulong, ulong, ulong, MinimumKernel<ulong>>(shape, dataType),
                DataType.Int64 => new Projection<long, long, long, MinimumKernel<long>>(shape, dataType),
                DataType.Float16 => new Projection<Half, Half, Half, MinimumKernel<Half>>(shape, dataType),
                DataType.Float32 => new Projection<float, float, float, MinimumKernel<float>>(shape, dataType),
                DataType.Float64 => new Projection<double, double, double, MinimumKernel<double>>(shape, dataType),
                _ => throw Unsupported(plan, dataType),
            },
            ProjectionMode.Sum or ProjectionMode.Mean => dataType switch
            {
                DataType.Bool or DataType.UInt8 => new Projection<byte, uint, ulong, UInt8SumKernel>(shape, DataType.UInt64),
                DataType.Int8 => new Projection<sbyte, int, long, Int8SumKernel>(shape, DataType.Int64),
                DataType.UInt16 => new Projection<ushort, uint, ulong, UInt16SumKernel>(shape, DataType.UInt64),
                DataType.Int16 => new Projection<short, int, long, Int16SumKernel>(shape, DataType.Int64),
                DataType.UInt32 => new Projection<uint, ulong, ulong, WideningSumKernel<uint, ulong>>(shape, DataType.UInt64),
                DataType.Int32 => new Projection<int, long, long, WideningSumKernel<int, long>>(shape, DataType.Int64),
                // Sums of 64 bits may wrap around; their means are taken of doubles, as numpy does.
                DataType.UInt64 when mode == ProjectionMode.Mean =>
                    new Projection<ulong, double, double, ConvertedSumKernel<ulong>>(shape, DataType.Float64),
                DataType.Int64 when mode == ProjectionMode.Mean =>
                    new Projection<long, double, double, ConvertedSumKernel<long>>(shape, DataType.Float64),
                DataType.UInt64 => new Projection<ulong, ulong, ulong, SumKernel<ulong>>(shape, DataType.UInt64),
                DataType.Int64 => new Projection<long, long, long, SumKernel<long>>(shape, DataType.Int64),
                DataType.Float16 => new Projection<Half, double, double, ConvertedSumKernel<Half>>(shape, DataType.Float64),
                DataType.Float32 => new Projection<float, double, double, WideningSumKernel<float, double>>(shape, DataType.Float64),
                DataType.Float64 => new Projection<double, double, double, SumKernel<double>>(shape, DataType.Float64),
                _ => throw Unsupported(plan, dataType),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(shape), mode, "A projection of planes is a sum, mean, maximum or minimum."),
        };
    }

    private static LamellaException Unsupported(ChunkPlan plan, DataType dataType) => new(
        LamellaErrorCode.Unsupported,
        $"'{plan.Array.Metadata.Identity}': {dataType.ZarrName()} planes cannot be projected; use the projection 'none'.",
        plan.Array.Metadata.Identity,
        "integers or real numbers",
        dataType.ZarrName());
}
