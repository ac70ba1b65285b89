using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Points;

/// <summary>Slices points layers (SLICING §7). Static: a slice is a function of its request.</summary>
public static class PointsSlicing
{
    /// <summary>Decides what a slice is made of. Pure and fast: no point is looked at.</summary>
    /// <param name="data">The points.</param>
    /// <param name="state">The layer's transform and projection.</param>
    /// <param name="dims">The viewer's Dims.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the transform is of another rank than the data, or has no inverse, or
    /// the size is negative.
    /// </exception>
    public static PointsSliceRequest MakeSliceRequest(PointsLayerData data, PointsSliceState state, Dims dims)
    {
        var input = LayerSliceInput.From(dims, state.DataToWorld, data.Ndim);
        if (!(state.Size >= 0))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"Points have a size of 0 or more, not {state.Size}.", expected: "0 or more", got: $"{state.Size}");
        }

        return new PointsSliceRequest
        {
            Data = data,
            Input = input,
            Slab = Slab.From(input, thick: state.ProjectionMode != PointsProjectionMode.None),
            ProjectionMode = state.ProjectionMode,
            OutOfSliceDisplay = state.OutOfSliceDisplay && data.Ndim > 2,
            Size = data.HasSizes ? data.Size : PerItem.Same(state.Size),
            MaxSize = data.HasSizes ? data.MaxSize : state.Size,
        };
    }

    /// <summary>Makes a slice. Looks only at points that it returns where an index is ready, else at all of them.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PointsSlice Slice(PointsSliceRequest request, CancellationToken cancellationToken)
    {
        var data = request.Data;
        var slab = request.Slab;
        int[] rows;
        double[] scale;
        if (request.OutOfSliceDisplay && !slab.IsEverything)
        {
            // Whatever reaches the slab lies within the largest radius of it.
            var candidates = SlabSearch.Rows(data.Coordinates, data.Indexes, slab.Widen(_ => request.MaxSize / 2), cancellationToken);
            (rows, scale) = Reaching(request, candidates);
        }
        else
        {
            rows = SlabSearch.Rows(data.Coordinates, data.Indexes, slab, cancellationToken);
            scale = SlabWeights.Ones(rows.Length);
        }

        // Hidden points leave a slice, but not one that slices nothing away (P1).
        (rows, scale) = slab.IsEverything || data.Shown.IsUniform && data.Shown[0] ? (rows, scale) : Shown(data, rows, scale);
        var size = Sizes(request, ref rows, ref scale);
        var displayed = request.Input.Displayed;
        return new PointsSlice
        {
            Request = request,
            Positions = ImmutableCollectionsMarshal.AsImmutableArray(data.Coordinates.Gather(rows, displayed)),
            Indices = ImmutableCollectionsMarshal.AsImmutableArray(rows),
            Size = ImmutableCollectionsMarshal.AsImmutableArray(size),
            Scale = ImmutableCollectionsMarshal.AsImmutableArray(scale),
            SliceToWorld = request.Input.DataToWorld.SetSlice(displayed.AsSpan()),
        };
    }

    private static (int[] Rows, double[] Scale) Reaching(PointsSliceRequest request, int[] candidates)
    {
        var slab = request.Slab;
        Span<double> reach = stackalloc double[slab.Axes.Length];
        var scale = new double[candidates.Length];
        var found = 0;
        foreach (var row in candidates)
        {
            reach.Fill(request.Size[row] / 2);
            candidates[found] = row;
            scale[found] = SlabWeights.OutOfSlice(request.Data.Coordinates, slab, row, reach);
            found += scale[found] == SlabWeights.OutOfReach ? 0 : 1;
        }

        return (candidates[..found], scale[..found]);
    }

    private static (int[] Rows, double[] Scale) Shown(PointsLayerData data, int[] rows, double[] scale)
    {
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            (rows[kept], scale[kept]) = (rows[i], scale[i]);
            kept += data.Shown[rows[i]] ? 1 : 0;
        }

        return (rows[..kept], scale[..kept]);
    }

    private static double[] Sizes(PointsSliceRequest request, ref int[] rows, ref double[] scale)
    {
        var sizes = request.Size.Gather(rows);
        var weights = request.ProjectionMode == PointsProjectionMode.RescaleLinear && !request.OutOfSliceDisplay
            ? SlabWeights.Linear(request.Data.Coordinates, request.Slab, rows)
            : scale;
        if (request.ProjectionMode == PointsProjectionMode.RescaleSpherical && !request.OutOfSliceDisplay && !request.Slab.IsEverything)
        {
            var kept = SphericalSizes(request, rows, sizes);
            (rows, scale) = (rows[..kept], scale[..kept]);
            return sizes[..kept];
        }

        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] *= weights[i];
        }

        return sizes;
    }

    /// <summary>
    /// The diameter of the circle in which the slice cuts each point's sphere, by a product over the sliced axes for each
    /// point by itself (P6; napari multiplies over all points). Points that are not cut are left out.
    /// </summary>
    private static int SphericalSizes(PointsSliceRequest request, int[] rows, double[] sizes)
    {
        var (slab, table) = (request.Slab, request.Data.Coordinates);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var radius = sizes[i] / 2;
            var depth = 1.0;
            var cut = true;
            for (var axis = 0; axis < slab.Axes.Length; axis++)
            {
                var distance = Math.Abs(table[rows[i], slab.Axes[axis]] - slab.Point[axis]);
                cut &= distance < radius;
                depth *= 1 - (distance / radius);
            }

            var segment = (1 - depth) * radius;
            rows[kept] = rows[i];
            sizes[kept] = 2 * Math.Sqrt((radius * radius) - (segment * segment));
            kept += cut ? 1 : 0;
        }

        return kept;
    }
}
