using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing;

/// <summary>Takes a viewer's Dims to a layer whose transform must be of the data's rank.</summary>
internal static class LayerSliceInput
{
    /// <summary>The slice input of a layer.</summary>
    /// <param name="dims">The viewer's Dims.</param>
    /// <param name="dataToWorld">The layer's transform.</param>
    /// <param name="ndim">Number of the layer's axes.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: they are not of one rank.</exception>
    public static SliceInput From(Dims dims, AffineTransform dataToWorld, int ndim) =>
        dataToWorld.Ndim == ndim
            ? SliceInput.From(dims, dataToWorld)
            : throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"A {dataToWorld.Ndim}-D transform does not go with a {ndim}-D layer.",
                expected: $"{ndim}",
                got: $"{dataToWorld.Ndim}");
}
