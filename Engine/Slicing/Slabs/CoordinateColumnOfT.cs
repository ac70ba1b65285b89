using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Slicing.Slabs;

/// <summary>A column of 32-bit or 64-bit floating-point numbers.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="values">One coordinate a row; nobody writes to it any more.</param>
internal sealed class CoordinateColumn<T>(T[] values) : CoordinateColumn
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BitsPerWord = 64;

    public override int Length => values.Length;

    public override DataType DataType => typeof(T) == typeof(float) ? DataType.Float32 : DataType.Float64;

    public override double this[int row] => double.CreateTruncating(values[row]);

    public override (double Min, double Max) FiniteRange
    {
        get
        {
            var (min, max) = (T.PositiveInfinity, T.NegativeInfinity);
            foreach (var value in values)
            {
                if (T.IsFinite(value))
                {
                    min = value < min ? value : min;
                    max = value > max ? value : max;
                }
            }

            return min > max ? (double.NaN, double.NaN) : (double.CreateTruncating(min), double.CreateTruncating(max));
        }
    }

    public override int CountNotFinite()
    {
        var count = 0;
        foreach (var value in values)
        {
            count += T.IsFinite(value) ? 0 : 1;
        }

        return count;
    }

    internal override void Within(double low, double high, int firstWord, Span<ulong> words)
    {
        var (lowest, highest) = Bounds(low, high);
        var rows = values.AsSpan(firstWord * BitsPerWord);
        var whole = Math.Min(words.Length, rows.Length / BitsPerWord);
        ref var first = ref MemoryMarshal.GetReference(rows);
        var (lows, highs) = (Vector256.Create(lowest), Vector256.Create(highest));
        for (var word = 0; word < whole; word++)
        {
            var bits = 0UL;
            for (var bit = 0; bit < BitsPerWord; bit += Vector256<T>.Count)
            {
                var block = Vector256.LoadUnsafe(ref first, (nuint)((word * BitsPerWord) + bit));
                var inside = Vector256.GreaterThanOrEqual(block, lows) & Vector256.LessThanOrEqual(block, highs);
                bits |= (ulong)inside.ExtractMostSignificantBits() << bit;
            }

            words[word] = bits;
        }

        if (whole < words.Length)
        {
            words[whole..].Clear();
            for (var row = whole * BitsPerWord; row < rows.Length; row++)
            {
                words[row / BitsPerWord] |= rows[row] >= lowest && rows[row] <= highest ? 1UL << (row % BitsPerWord) : 0;
            }
        }
    }

    internal override void Gather(ReadOnlySpan<int> rows, Span<double> destination, int stride)
    {
        var next = 0;
        foreach (var row in rows)
        {
            destination[next] = double.CreateTruncating(values[row]);
            next += stride;
        }
    }

    internal override void SortKeys(ReadOnlySpan<int> rows, Span<uint> keys)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            keys[i] = Key(values[rows[i]]);
        }
    }

    internal override (int Start, int Stop) SortedRange(ReadOnlySpan<int> sortedRows, double low, double high)
    {
        var (lowest, highest) = Bounds(low, high);
        var start = Partition(sortedRows, lowest, inclusive: false);
        return (start, start + Partition(sortedRows[start..], highest, inclusive: true));
    }

    internal override int RemoveNaN(Span<int> rows)
    {
        var kept = 0;
        foreach (var row in rows)
        {
            rows[kept] = row;
            kept += T.IsNaN(values[row]) ? 0 : 1;
        }

        return kept;
    }

    /// <summary>How many of the first rows lie below a bound, or at it.</summary>
    private int Partition(ReadOnlySpan<int> sortedRows, T bound, bool inclusive)
    {
        var (from, to) = (0, sortedRows.Length);
        while (from < to)
        {
            var middle = (int)(((uint)from + (uint)to) / 2);
            var value = values[sortedRows[middle]];
            if (value < bound || (inclusive && value == bound))
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    /// <summary>The narrowest interval of this type that holds the same of its numbers as an interval of 64-bit ones.</summary>
    private static (T Low, T High) Bounds(double low, double high)
    {
        var (lowest, highest) = (T.CreateTruncating(low), T.CreateTruncating(high));
        return (
            double.CreateTruncating(lowest) < low ? T.BitIncrement(lowest) : lowest,
            double.CreateTruncating(highest) > high ? T.BitDecrement(highest) : highest);
    }

    /// <summary>Flips the sign bit of positive numbers and all bits of negative ones, so that bits sort as values do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Key(T value)
    {
        var bits = typeof(T) == typeof(float)
            ? Unsafe.BitCast<T, int>(value)
            : (int)(Unsafe.As<T, long>(ref value) >> 32);
        return (uint)bits ^ (uint)((bits >> 31) | int.MinValue);
    }
}
