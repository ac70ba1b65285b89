using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Slabs.Indexing;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Points;

/// <summary>
/// The points of one layer: where they are, how large, and what is known of each. Immutable but for its indexes, which
/// build themselves; safe for concurrent use. Whoever opened it disposes it.
/// </summary>
public sealed class PointsLayerData : IDisposable
{
    /// <summary>napari's size of a point for which none is given, in data units.</summary>
    public const double DefaultSize = 10;

    /// <summary>Takes points.</summary>
    /// <param name="coordinates">Where they are.</param>
    /// <param name="size">Diameter of each, data units, the same along all axes (SLICING P8); default <see cref="DefaultSize"/>.</param>
    /// <param name="shown">Which are shown at all; default all.</param>
    /// <param name="features">What is known of each, one row a point; default nothing.</param>
    /// <param name="indexing">When they are indexed; default <see cref="SlabIndexOptions.Default"/>.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: a size is negative or NaN, or there are not as many sizes, masks or features as points.
    /// </exception>
    public PointsLayerData(
        CoordinateTable coordinates,
        PerItem<double>? size = null,
        PerItem<bool>? shown = null,
        Table? features = null,
        SlabIndexOptions? indexing = null)
    {
        Coordinates = coordinates;
        HasSizes = size is not null;
        Size = size ?? PerItem.Same(DefaultSize);
        Shown = shown ?? PerItem.Same(true);
        Features = features ?? Table.Empty(coordinates.Count);
        CheckLength(Size.Length, "sizes");
        CheckLength(Shown.Length, "shown marks");
        CheckLength(Features.Count, "rows of features");
        MaxSize = LargestSize();
        Indexes = new SlabIndexes(coordinates, indexing);
    }

    /// <summary>Where the points are, in data coordinates.</summary>
    public CoordinateTable Coordinates { get; }

    /// <summary>Diameter of each point, data units.</summary>
    public PerItem<double> Size { get; }

    /// <summary>Whether the sizes were given, so that the layer's own setting does not count.</summary>
    public bool HasSizes { get; }

    /// <summary>The largest <see cref="Size"/>; 0 where there are no points.</summary>
    public double MaxSize { get; }

    /// <summary>Which points are shown at all.</summary>
    public PerItem<bool> Shown { get; }

    /// <summary>What is known of each point: text, numbers to colour by.</summary>
    public Table Features { get; }

    /// <summary>Indexes over the sliced axes.</summary>
    public SlabIndexes Indexes { get; }

    /// <summary>Number of points.</summary>
    public int Count => Coordinates.Count;

    /// <summary>Number of axes.</summary>
    public int Ndim => Coordinates.Ndim;

    /// <summary>How far the points reach in the world (T9, T10); NaN where there are none.</summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld) => Coordinates.Extent(dataToWorld);

    /// <summary>Drops the indexes, and stops what is being built.</summary>
    public void Dispose() => Indexes.Dispose();

    private void CheckLength(int? length, string what)
    {
        if (length is { } wrong && wrong != Coordinates.Count)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{wrong} {what} do not go with {Coordinates.Count} points; give one for each point, or one for all.",
                expected: $"{Coordinates.Count}",
                got: $"{wrong}");
        }
    }

    private double LargestSize()
    {
        var largest = 0.0;
        for (var i = 0; i < (Size.IsUniform ? Math.Min(1, Count) : Count); i++)
        {
            largest = Size[i] >= 0
                ? Math.Max(largest, Size[i])
                : throw new LamellaException(
                    LamellaErrorCode.InvalidArgument, $"Point {i} has size {Size[i]}; sizes are 0 or more.", expected: "0 or more", got: $"{Size[i]}");
        }

        return largest;
    }
}
