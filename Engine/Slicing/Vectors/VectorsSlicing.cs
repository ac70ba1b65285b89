using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>Slices vectors layers (SLICING V1). Static: a slice is a function of its request.</summary>
public static class VectorsSlicing
{
    /// <summary>Decides what a slice is made of. Pure and fast: no vector is looked at.</summary>
    /// <param name="data">The vectors.</param>
    /// <param name="state">The layer's transform, projection and length.</param>
    /// <param name="dims">The viewer's Dims.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the transform is of another rank than the data, or has no inverse.
    /// </exception>
    public static VectorsSliceRequest MakeSliceRequest(VectorsLayerData data, VectorsSliceState state, Dims dims)
    {
        var input = LayerSliceInput.From(dims, state.DataToWorld, data.Ndim);
        return new VectorsSliceRequest
        {
            Data = data,
            Input = input,
            Slab = Slab.From(input, thick: state.ProjectionMode != VectorsProjectionMode.None),
            ProjectionMode = state.ProjectionMode,
            OutOfSliceDisplay = state.OutOfSliceDisplay && data.Ndim > 2,
            Length = state.Length,
        };
    }

    /// <summary>Makes a slice. Looks only at vectors that it returns where an index is ready, else at all of them.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static VectorsSlice Slice(VectorsSliceRequest request, CancellationToken cancellationToken)
    {
        var (data, slab) = (request.Data, request.Slab);
        int[] rows;
        double[] alphas;
        if (request.OutOfSliceDisplay && !slab.IsEverything)
        {
            // Whatever reaches the slab lies within the longest direction of it.
            var near = slab.Widen(axis => data.Longest(axis) * Math.Abs(request.Length));
            (rows, alphas) = Reaching(request, SlabSearch.Rows(data.Starts, data.Indexes, near, cancellationToken));
        }
        else
        {
            rows = SlabSearch.Rows(data.Starts, data.Indexes, slab, cancellationToken);
            alphas = request.ProjectionMode == VectorsProjectionMode.Fade
                ? SlabWeights.Linear(data.Starts, slab, rows)
                : SlabWeights.Ones(rows.Length);
        }

        var displayed = request.Input.Displayed;
        return new VectorsSlice
        {
            Request = request,
            Starts = ImmutableCollectionsMarshal.AsImmutableArray(data.Starts.Gather(rows, displayed)),
            Directions = ImmutableCollectionsMarshal.AsImmutableArray(data.Directions.Gather(rows, displayed)),
            Indices = ImmutableCollectionsMarshal.AsImmutableArray(rows),
            Alphas = ImmutableCollectionsMarshal.AsImmutableArray(alphas),
            SliceToWorld = request.Input.DataToWorld.SetSlice(displayed.AsSpan()),
        };
    }

    private static (int[] Rows, double[] Alphas) Reaching(VectorsSliceRequest request, int[] candidates)
    {
        var (data, slab) = (request.Data, request.Slab);
        Span<double> reach = stackalloc double[slab.Axes.Length];
        var alphas = new double[candidates.Length];
        var found = 0;
        foreach (var row in candidates)
        {
            for (var i = 0; i < reach.Length; i++)
            {
                reach[i] = Math.Abs(data.Directions[row, slab.Axes[i]] * request.Length);
            }

            candidates[found] = row;
            alphas[found] = SlabWeights.OutOfSlice(data.Starts, slab, row, reach);
            found += alphas[found] == SlabWeights.OutOfReach ? 0 : 1;
        }

        return (candidates[..found], alphas[..found]);
    }
}
