using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>Slices surface layers (SLICING U1, U2). Static: a slice is a function of its request.</summary>
public static class SurfaceSlicing
{
    /// <summary>Decides what a slice is made of. Pure and fast: no vertex is looked at.</summary>
    /// <param name="data">The mesh.</param>
    /// <param name="state">The layer's transform and projection.</param>
    /// <param name="dims">The viewer's Dims.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the transform is of another rank than the data, or has no inverse.
    /// </exception>
    public static SurfaceSliceRequest MakeSliceRequest(SurfaceLayerData data, SurfaceSliceState state, Dims dims)
    {
        var input = LayerSliceInput.From(dims, state.DataToWorld, data.Ndim);
        var extra = data.ExtraShape.Length;
        ImmutableArray<int> displayedExtra = [.. input.Displayed.Where(axis => axis < extra).Order()];
        return new SurfaceSliceRequest
        {
            Data = data,
            Input = input,
            Slab = Slab.From(input, thick: state.ProjectionMode == SurfaceProjectionMode.All)
                .Select(axis => axis >= extra, axis => axis - extra),
            FirstValue = displayedExtra.IsEmpty ? FirstValue(data, input) : null,
            Warnings = displayedExtra.IsEmpty
                ? input.Warnings
                : [.. input.Warnings, SliceWarning.SurfaceExtraDimsDisplayed(displayedExtra)],
        };
    }

    /// <summary>Makes a slice.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SurfaceSlice Slice(SurfaceSliceRequest request, CancellationToken cancellationToken)
    {
        var data = request.Data;
        var displayed = request.Input.Displayed;
        int[] rows = request.FirstValue is null ? [] : SlabSearch.Rows(data.Vertices, null, request.Slab, cancellationToken);
        var (faceIndices, faces) = Faces(data, rows);
        var extra = data.ExtraShape.Length;
        ImmutableArray<int> axes = request.Input.NotDisplayed.IsEmpty ? [.. displayed.Order()] : displayed;
        return new SurfaceSlice
        {
            Request = request,
            Indices = ImmutableCollectionsMarshal.AsImmutableArray(rows),
            Vertices = rows.Length == 0
                ? []
                : ImmutableCollectionsMarshal.AsImmutableArray(data.Vertices.Gather(rows, [.. axes.Select(axis => axis - extra)])),
            FaceIndices = faceIndices,
            Faces = faces,
            Values = [.. rows.Select(row => data.Values[request.FirstValue!.Value + row])],
            SliceToWorld = request.Input.DataToWorld.SetSlice(displayed.AsSpan()).Compose(Reorder(axes, displayed)),
        };
    }

    /// <summary>Takes coordinates on some axes to the same coordinates in another order.</summary>
    private static AffineTransform Reorder(ImmutableArray<int> from, ImmutableArray<int> to) =>
        AffineTransform.FromLinear([.. to.SelectMany(row => from.Select(column => row == column ? 1.0 : 0.0))]);

    /// <summary>Where the values at the point begin. The point is truncated, not rounded (U2).</summary>
    private static int? FirstValue(SurfaceLayerData data, SliceInput input)
    {
        var first = 0;
        for (var axis = 0; axis < data.ExtraShape.Length; axis++)
        {
            var index = Math.Truncate(input.Point[axis]);
            if (!(index >= 0 && index < data.ExtraShape[axis]))
            {
                return null;
            }

            first = (first * data.ExtraShape[axis]) + (int)index;
        }

        return first * data.Vertices.Count;
    }

    private static (ImmutableArray<int> Indices, ImmutableArray<int> Corners) Faces(SurfaceLayerData data, int[] rows)
    {
        if (rows.Length == data.Vertices.Count)
        {
            return ([.. Enumerable.Range(0, data.Faces.Length / 3)], data.Faces);
        }

        var renumbered = new int[data.Vertices.Count];
        renumbered.AsSpan().Fill(-1);
        for (var i = 0; i < rows.Length; i++)
        {
            renumbered[rows[i]] = i;
        }

        var (indices, corners) = (ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<int>());
        for (var face = 0; face < data.Faces.Length / 3; face++)
        {
            var (a, b, c) = (renumbered[data.Faces[3 * face]], renumbered[data.Faces[(3 * face) + 1]], renumbered[data.Faces[(3 * face) + 2]]);
            if (a >= 0 && b >= 0 && c >= 0)
            {
                indices.Add(face);
                corners.AddRange(a, b, c);
            }
        }

        return (indices.ToImmutable(), corners.ToImmutable());
    }
}
