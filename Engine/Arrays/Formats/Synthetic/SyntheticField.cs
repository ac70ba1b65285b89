using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Synthetic;

/// <summary>
/// The formula of a synthetic image. Blobs are a weighted sum of products of one cosine an axis, so that a row costs a
/// few multiplications an element, whatever the number of axes.
/// </summary>
internal sealed class SyntheticField(SyntheticSpec spec, int level)
{
    /// <summary>Weight and waves across the whole extent of each lattice of blobs, from coarse to fine.</summary>
    private static readonly (double Weight, double Waves, double Phase)[] Lattices = [(0.55, 2, 0.13), (0.3, 5, 0.37), (0.15, 11, 0.71)];

    private readonly int _rank = spec.Shape.Length;

    /// <summary>Computes a block.</summary>
    /// <param name="origin">Its first element, in the level's indices.</param>
    /// <param name="extents">Its shape.</param>
    /// <param name="destination">Receives it, C order, little-endian.</param>
    public void Fill(ReadOnlySpan<long> origin, ImmutableArray<int> extents, Span<byte> destination)
    {
        var width = _rank == 0 ? 1 : extents[^1];
        var row = new double[width];
        var tables = Enumerable.Range(0, Lattices.Length).Select(_ => new double[width]).ToArray();
        for (var lattice = 0; lattice < tables.Length && _rank > 0; lattice++)
        {
            for (var i = 0; i < width; i++)
            {
                tables[lattice][i] = Wave(lattice, _rank - 1, origin[^1] + i);
            }
        }

        var rowBytes = width * spec.DataType.ItemSize();
        var position = origin.ToArray();
        for (var offset = 0; offset < destination.Length; offset += rowBytes)
        {
            FillRow(position, tables, row);
            Store(row, destination.Slice(offset, rowBytes));
            Advance(position, origin, extents);
        }
    }

    private void FillRow(ReadOnlySpan<long> position, double[][] tables, Span<double> row)
    {
        switch (spec.Kind)
        {
            case SyntheticKind.Gradient:
                var ramp = Ramp(position);
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = ramp + (_rank == 0 ? 0 : (double)i * SyntheticArray.Factor(_rank, _rank - 1, level) / spec.Shape[^1] / _rank);
                }

                break;
            case SyntheticKind.Index:
                var index = 0L;
                for (var axis = 0; axis < _rank; axis++)
                {
                    index = unchecked((index * spec.Shape[axis]) + (position[axis] * SyntheticArray.Factor(_rank, axis, level)));
                }

                var step = _rank == 0 ? 0 : SyntheticArray.Factor(_rank, _rank - 1, level);
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = unchecked(index + (i * step));
                }

                break;
            case SyntheticKind.Labels:
                FillBlobs(position, tables, row);
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = row[i] > 0.3 ? CellNumber(position, i) : 0;
                }

                break;
            default:
                FillBlobs(position, tables, row);
                break;
        }
    }

    private void FillBlobs(ReadOnlySpan<long> position, double[][] tables, Span<double> row)
    {
        row.Clear();
        for (var lattice = 0; lattice < Lattices.Length; lattice++)
        {
            var outer = Lattices[lattice].Weight;
            for (var axis = 0; axis < _rank - 1; axis++)
            {
                outer *= Wave(lattice, axis, position[axis]);
            }

            var table = tables[lattice];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] += outer * (_rank == 0 ? 1 : table[i]);
            }
        }
    }

    /// <summary>0 … 1; 1 in the middle of a blob.</summary>
    private double Wave(int lattice, int axis, long index)
    {
        var (_, waves, phase) = Lattices[lattice];
        var place = (double)index * SyntheticArray.Factor(_rank, axis, level) / spec.Shape[axis];
        var cosine = 0.5 - (0.5 * Math.Cos(Math.Tau * ((place * waves) + (phase * (axis + 1)))));
        return cosine * Math.Sqrt(cosine);
    }

    private double Ramp(ReadOnlySpan<long> position)
    {
        var sum = 0.0;
        for (var axis = 0; axis < _rank; axis++)
        {
            sum += (double)position[axis] * SyntheticArray.Factor(_rank, axis, level) / spec.Shape[axis] / _rank;
        }

        return sum;
    }

    /// <summary>A number from 1 on for the cell of the coarsest lattice that a position lies in.</summary>
    private double CellNumber(ReadOnlySpan<long> position, int i)
    {
        var number = 0L;
        for (var axis = 0; axis < _rank; axis++)
        {
            var index = (position[axis] + (axis == _rank - 1 ? i : 0)) * SyntheticArray.Factor(_rank, axis, level);
            var (_, waves, phase) = Lattices[0];
            var cell = (long)Math.Floor(((double)index / spec.Shape[axis] * waves) + (phase * (axis + 1)));
            number = (number * ((long)waves + 2)) + cell;
        }

        return 1 + (number % 120);
    }

    private static void Advance(Span<long> position, ReadOnlySpan<long> origin, ImmutableArray<int> extents)
    {
        for (var axis = position.Length - 2; axis >= 0; axis--)
        {
            if (++position[axis] < origin[axis] + extents[axis])
            {
                return;
            }

            position[axis] = origin[axis];
        }
    }

    /// <summary>Numbers as elements: intensities of 0 … 1 over the type's range, labels and indices as they are.</summary>
    private void Store(ReadOnlySpan<double> row, Span<byte> destination)
    {
        var isWhole = spec.Kind is SyntheticKind.Labels or SyntheticKind.Index;
        switch (spec.DataType)
        {
            case DataType.Float16:
                Convert<Half>(row, destination, 1, static value => (Half)value);
                break;
            case DataType.Float32:
                Convert<float>(row, destination, 1, static value => (float)value);
                break;
            case DataType.Float64:
                Convert<double>(row, destination, 1, static value => value);
                break;
            case DataType.Bool:
                Convert<byte>(row, destination, 1, static value => value >= 0.5 ? (byte)1 : (byte)0);
                break;
            case DataType.Int8:
            case DataType.UInt8:
                Convert<byte>(row, destination, isWhole ? 1 : spec.DataType == DataType.Int8 ? 127 : 255, static value => unchecked((byte)(long)value));
                break;
            case DataType.Int16:
            case DataType.UInt16:
                Convert<ushort>(row, destination, isWhole ? 1 : spec.DataType == DataType.Int16 ? 32_767 : 65_535, static value => unchecked((ushort)(long)value));
                break;
            case DataType.Int32:
            case DataType.UInt32:
                Convert<uint>(row, destination, isWhole ? 1 : 65_535, static value => unchecked((uint)(long)value));
                break;
            default:
                Convert<long>(row, destination, isWhole ? 1 : 65_535, static value => (long)value);
                break;
        }
    }

    private static void Convert<T>(ReadOnlySpan<double> row, Span<byte> destination, double scale, Func<double, T> convert)
        where T : unmanaged
    {
        var elements = MemoryMarshal.Cast<byte, T>(destination);
        for (var i = 0; i < row.Length; i++)
        {
            elements[i] = convert(row[i] * scale);
        }
    }
}
