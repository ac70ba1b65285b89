using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Slicing.Slabs;

/// <summary>One axis of a <see cref="CoordinateTable"/>: a data coordinate for every row. Immutable.</summary>
public abstract class CoordinateColumn
{
    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    /// <summary>How coordinates are kept: <see cref="DataType.Float32"/> or <see cref="DataType.Float64"/>.</summary>
    public abstract DataType DataType { get; }

    /// <summary>A row's coordinate.</summary>
    /// <param name="row">0 … <see cref="Length"/> − 1.</param>
    public abstract double this[int row] { get; }

    /// <summary>The lowest and highest coordinate that is a number, infinities left out; NaN twice where there is none.</summary>
    public abstract (double Min, double Max) FiniteRange { get; }

    /// <summary>Whether any coordinate is NaN or infinite.</summary>
    public abstract int CountNotFinite();

    /// <summary>
    /// Sets bit i of a mask where the coordinate of row i lies in the closed interval, clears it elsewhere. NaN lies nowhere.
    /// </summary>
    /// <param name="low">Lowest coordinate.</param>
    /// <param name="high">Highest coordinate.</param>
    /// <param name="firstWord">The first mask word, that of row 64·<paramref name="firstWord"/>.</param>
    /// <param name="words">One word for each 64 rows.</param>
    internal abstract void Within(double low, double high, int firstWord, Span<ulong> words);

    /// <summary>Copies the coordinates of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="destination">As many numbers, <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance of two of them.</param>
    internal abstract void Gather(ReadOnlySpan<int> rows, Span<double> destination, int stride);

    /// <summary>
    /// Keys that sort as the coordinates do, as far as 32 bits tell; of NaN it says nothing.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="keys">As many keys.</param>
    internal abstract void SortKeys(ReadOnlySpan<int> rows, Span<uint> keys);

    /// <summary>Within rows that are sorted by this axis, those whose coordinate lies in the closed interval.</summary>
    /// <param name="sortedRows">Rows in ascending order of their coordinate.</param>
    /// <param name="low">Lowest coordinate.</param>
    /// <param name="high">Highest coordinate.</param>
    internal abstract (int Start, int Stop) SortedRange(ReadOnlySpan<int> sortedRows, double low, double high);

    /// <summary>Removes rows whose coordinate is NaN, keeping the order of the others.</summary>
    /// <param name="rows">The rows; the kept ones come to stand first.</param>
    /// <returns>How many were kept.</returns>
    internal abstract int RemoveNaN(Span<int> rows);
}
