using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Undoes the differences that are stored instead of values (TIFF 6.0 section 14; Adobe's technical note 3).</summary>
internal static class TiffPredictor
{
    /// <summary>Predictor 2: each value is stored less the one of the pixel to its left.</summary>
    /// <param name="data">Whole rows, little-endian; in place.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="samples">Values of a pixel.</param>
    /// <param name="itemSize">Bytes of a value.</param>
    public static void UndoHorizontal(Span<byte> data, int rowBytes, int samples, int itemSize)
    {
        for (var start = 0; start < data.Length; start += rowBytes)
        {
            var row = data.Slice(start, rowBytes);
            switch (itemSize)
            {
                case 1:
                    Accumulate(row, samples);
                    break;
                case 2:
                    Accumulate(MemoryMarshal.Cast<byte, ushort>(row), samples);
                    break;
                case 4:
                    Accumulate(MemoryMarshal.Cast<byte, uint>(row), samples);
                    break;
                default:
                    Accumulate(MemoryMarshal.Cast<byte, ulong>(row), samples);
                    break;
            }
        }
    }

    /// <summary>Predictor 3: the bytes of a row's values are stored by significance, most significant first, then as differences.</summary>
    /// <param name="data">Whole rows; in place, little-endian afterwards, whatever the file's byte order.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="samples">Values of a pixel.</param>
    /// <param name="itemSize">Bytes of a value.</param>
    public static void UndoFloatingPoint(Span<byte> data, int rowBytes, int samples, int itemSize)
    {
        var rented = ArrayPool<byte>.Shared.Rent(rowBytes);
        var planes = rented.AsSpan(0, rowBytes);
        var count = rowBytes / itemSize;
        for (var start = 0; start < data.Length; start += rowBytes)
        {
            var row = data.Slice(start, rowBytes);
            Accumulate(row, samples);
            row.CopyTo(planes);
            for (var significance = 0; significance < itemSize; significance++)
            {
                var plane = planes.Slice(significance * count, count);
                var target = itemSize - 1 - significance;
                for (var index = 0; index < plane.Length; index++)
                {
                    row[(index * itemSize) + target] = plane[index];
                }
            }
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void Accumulate<T>(Span<T> row, int samples)
        where T : unmanaged, INumberBase<T>
    {
        if (samples == 1)
        {
            var sum = T.Zero;
            foreach (ref var value in row)
            {
                sum = unchecked(sum + value);
                value = sum;
            }

            return;
        }

        for (var index = samples; index < row.Length; index++)
        {
            row[index] = unchecked(row[index] + row[index - samples]);
        }
    }
}
