using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Plans;

/// <summary>Copies boxes of elements between arrays of different strides by the fastest way that their strides allow.</summary>
internal static class StridedCopy
{
    /// <summary>Side of the blocks of a transpose: two blocks of 16-byte elements fit in a first-level cache.</summary>
    private const int Block = 32;

    /// <summary>Runs of up to this many bytes are moved as one element, such as the samples of a colour.</summary>
    private const int MaxElement = 16;

    /// <summary>Copies a box.</summary>
    /// <param name="box">The box, not joined yet; it is used up.</param>
    /// <param name="itemSize">Bytes of an element.</param>
    /// <param name="source">From the box's first element on.</param>
    /// <param name="target">From the box's first element on.</param>
    /// <exception cref="ArgumentException">The box reaches beyond the source or the target.</exception>
    public static void Copy(ref StridedBox box, int itemSize, ReadOnlySpan<byte> source, Span<byte> target)
    {
        box.Join();
        if (box.SourceEnd(itemSize) > source.Length || box.TargetEnd(itemSize) > target.Length)
        {
            throw new ArgumentException(
                $"A box of {box.SourceEnd(itemSize)} source and {box.TargetEnd(itemSize)} target bytes does not fit in {source.Length} and {target.Length}.");
        }

        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var inner = box.Rank - 1;
        long run = itemSize;
        if (inner >= 0 && box.Source[inner] == itemSize && box.Target[inner] == itemSize)
        {
            run = box.Counts[inner] * itemSize;
            box.RemoveAt(inner);
        }

        if (box.Rank == 0 || run > MaxElement)
        {
            CopyRuns(box, (uint)run, ref from, ref to);
            return;
        }

        switch (run)
        {
            case 1: CopyElements<byte>(box, ref from, ref to); break;
            case 2: CopyElements<ushort>(box, ref from, ref to); break;
            case 3: CopyElements<Element3>(box, ref from, ref to); break;
            case 4: CopyElements<uint>(box, ref from, ref to); break;
            case 6: CopyElements<Element6>(box, ref from, ref to); break;
            case 8: CopyElements<ulong>(box, ref from, ref to); break;
            case 12: CopyElements<Element12>(box, ref from, ref to); break;
            case 16: CopyElements<UInt128>(box, ref from, ref to); break;
            default: CopyRuns(box, (uint)run, ref from, ref to); break;
        }
    }

    private static void CopyRuns(scoped in StridedBox box, uint run, ref byte from, ref byte to)
    {
        Span<long> position = stackalloc long[StridedBox.MaxRank];
        position.Clear();
        nint source = 0, target = 0;
        do
        {
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref to, target), ref Unsafe.Add(ref from, source), run);
        }
        while (Advance(box, box.Rank, position, ref source, ref target));
    }

    private static void CopyElements<T>(scoped in StridedBox box, ref byte from, ref byte to)
        where T : unmanaged
    {
        var row = box.Rank - 1;
        var column = row;
        for (var axis = 0; axis < row; axis++)
        {
            column = box.Source[axis] < box.Source[column] ? axis : column;
        }

        Span<long> position = stackalloc long[StridedBox.MaxRank];
        position.Clear();
        nint source = 0, target = 0;
        if (column == row)
        {
            do
            {
                Gather<T>(
                    ref Unsafe.Add(ref from, source), (nint)box.Source[row],
                    ref Unsafe.Add(ref to, target), (nint)box.Target[row], (nint)box.Counts[row]);
            }
            while (Advance(box, row, position, ref source, ref target));
            return;
        }

        // The axis that is fastest in the source is swapped for the one before the last, so that the last two make up planes.
        Span<long> scratch = stackalloc long[3 * StridedBox.MaxRank];
        StridedBox outer = new(scratch);
        for (var axis = 0; axis < row; axis++)
        {
            if (axis != column)
            {
                outer.Add(box.Counts[axis], box.Source[axis], box.Target[axis]);
            }
        }

        do
        {
            Transpose<T>(box, row, column, ref Unsafe.Add(ref from, source), ref Unsafe.Add(ref to, target));
        }
        while (Advance(outer, outer.Rank, position, ref source, ref target));
    }

    private static void Gather<T>(ref byte from, nint fromStride, ref byte to, nint toStride, nint count)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i++)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i * toStride), Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref from, i * fromStride)));
        }
    }

    private static void Transpose<T>(scoped in StridedBox box, int row, int column, ref byte from, ref byte to)
        where T : unmanaged
    {
        var (rows, columns) = ((nint)box.Counts[row], (nint)box.Counts[column]);
        var (fromRow, toRow) = ((nint)box.Source[row], (nint)box.Target[row]);
        var (fromColumn, toColumn) = ((nint)box.Source[column], (nint)box.Target[column]);
        for (nint r = 0; r < rows; r += Block)
        {
            var blockRows = nint.Min(Block, rows - r);
            for (nint c = 0; c < columns; c += Block)
            {
                var blockColumns = nint.Min(Block, columns - c);
                ref var blockFrom = ref Unsafe.Add(ref from, (r * fromRow) + (c * fromColumn));
                ref var blockTo = ref Unsafe.Add(ref to, (r * toRow) + (c * toColumn));
                for (nint i = 0; i < blockColumns; i++)
                {
                    Gather<T>(
                        ref Unsafe.Add(ref blockFrom, i * fromColumn), fromRow,
                        ref Unsafe.Add(ref blockTo, i * toColumn), toRow, blockRows);
                }
            }
        }
    }

    private static bool Advance(scoped in StridedBox box, int rank, Span<long> position, ref nint source, ref nint target)
    {
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            source += (nint)box.Source[axis];
            target += (nint)box.Target[axis];
            if (++position[axis] < box.Counts[axis])
            {
                return true;
            }

            source -= (nint)(box.Source[axis] * box.Counts[axis]);
            target -= (nint)(box.Target[axis] * box.Counts[axis]);
            position[axis] = 0;
        }

        return false;
    }

    [StructLayout(LayoutKind.Sequential, Size = 3, Pack = 1)]
    private readonly struct Element3;

    [StructLayout(LayoutKind.Sequential, Size = 6, Pack = 1)]
    private readonly struct Element6;

    [StructLayout(LayoutKind.Sequential, Size = 12, Pack = 1)]
    private readonly struct Element12;
}
