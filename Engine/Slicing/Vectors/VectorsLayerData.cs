using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Slabs.Indexing;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>
/// The vectors of one layer: where they start, where they point, what is known of each. Immutable but for its indexes,
/// which build themselves; safe for concurrent use. Whoever opened it disposes it.
/// </summary>
public sealed class VectorsLayerData : IDisposable
{
    private readonly double[] _longest;

    /// <summary>Takes vectors.</summary>
    /// <param name="starts">Where each starts.</param>
    /// <param name="directions">What is added to the start to reach its end, at a length of 1; as many rows and axes.</param>
    /// <param name="features">What is known of each, one row a vector; default nothing.</param>
    /// <param name="indexing">When they are indexed; default <see cref="SlabIndexOptions.Default"/>.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the counts or ranks differ.</exception>
    public VectorsLayerData(
        CoordinateTable starts, CoordinateTable directions, Table? features = null, SlabIndexOptions? indexing = null)
    {
        Starts = starts;
        Directions = directions;
        Features = features ?? Table.Empty(starts.Count);
        if (directions.Count != starts.Count || directions.Ndim != starts.Ndim || Features.Count != starts.Count)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{starts.Count} {starts.Ndim}-D starts do not go with {directions.Count} {directions.Ndim}-D directions and {Features.Count} rows of features.",
                expected: $"{starts.Count} × {starts.Ndim}",
                got: $"{directions.Count} × {directions.Ndim}");
        }

        _longest = [.. directions.Columns.Select(static column => Longest(column))];
        Indexes = new SlabIndexes(starts, indexing);
    }

    /// <summary>Where the vectors start, in data coordinates.</summary>
    public CoordinateTable Starts { get; }

    /// <summary>What is added to the start to reach the end, at a length of 1, data units.</summary>
    public CoordinateTable Directions { get; }

    /// <summary>What is known of each vector.</summary>
    public Table Features { get; }

    /// <summary>Indexes over the sliced axes.</summary>
    public SlabIndexes Indexes { get; }

    /// <summary>Number of vectors.</summary>
    public int Count => Starts.Count;

    /// <summary>Number of axes.</summary>
    public int Ndim => Starts.Ndim;

    /// <summary>The largest component of any direction along an axis, without its sign, data units.</summary>
    /// <param name="axis">The axis.</param>
    public double Longest(int axis) => _longest[axis];

    /// <summary>How far the starts reach in the world (SLICING T9, T10); NaN where there are none.</summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld) => Starts.Extent(dataToWorld);

    /// <summary>Drops the indexes, and stops what is being built.</summary>
    public void Dispose() => Indexes.Dispose();

    private static double Longest(CoordinateColumn column)
    {
        var (min, max) = column.FiniteRange;
        return double.IsNaN(min) ? 0 : Math.Max(Math.Abs(min), Math.Abs(max));
    }
}
