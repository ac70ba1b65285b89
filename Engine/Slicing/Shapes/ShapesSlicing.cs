using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>Slices shapes layers (SLICING H1). Static: a slice is a function of its request.</summary>
public static class ShapesSlicing
{
    /// <summary>Both ends of a shape are nearer to the point than this, in data units, where it is shown.</summary>
    private const double HalfElement = 0.5;

    /// <summary>Decides what a slice is made of. Pure and fast: no shape is looked at.</summary>
    /// <param name="data">The shapes.</param>
    /// <param name="state">The layer's transform.</param>
    /// <param name="dims">The viewer's Dims.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: the transform is of another rank than the data, or has no inverse.
    /// </exception>
    public static ShapesSliceRequest MakeSliceRequest(ShapesLayerData data, ShapesSliceState state, Dims dims) =>
        new() { Data = data, Input = LayerSliceInput.From(dims, state.DataToWorld, data.Ndim) };

    /// <summary>Makes a slice.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ShapesSlice Slice(ShapesSliceRequest request, CancellationToken cancellationToken)
    {
        var (data, input) = (request.Data, request.Input);
        var indices = ImmutableArray.CreateBuilder<int>();
        var first = ImmutableArray.CreateBuilder<int>();
        var vertices = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < data.Shapes.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsDisplayed(data, i, input))
            {
                indices.Add(i);
                first.Add(vertices.Count / input.Displayed.Length);
                AddVertices(data.Shapes[i], input.Displayed, vertices);
            }
        }

        first.Add(vertices.Count / input.Displayed.Length);
        return new ShapesSlice
        {
            Request = request,
            Indices = indices.ToImmutable(),
            FirstVertex = first.ToImmutable(),
            Vertices = vertices.ToImmutable(),
            SliceToWorld = input.DataToWorld.SetSlice(input.Displayed.AsSpan()),
        };
    }

    private static bool IsDisplayed(ShapesLayerData data, int shape, SliceInput input)
    {
        foreach (var axis in input.NotDisplayed)
        {
            var (min, max) = data.SliceKey(shape, axis);
            if (!(Math.Abs(min - input.Point[axis]) < HalfElement && Math.Abs(max - input.Point[axis]) < HalfElement))
            {
                return false;
            }
        }

        return true;
    }

    private static void AddVertices(Shape shape, ImmutableArray<int> axes, ImmutableArray<double>.Builder vertices)
    {
        for (var vertex = 0; vertex < shape.Count; vertex++)
        {
            foreach (var axis in axes)
            {
                vertices.Add(shape[vertex, axis]);
            }
        }
    }
}
