namespace Lamella.Engine.Slicing.Shapes;

/// <summary>
/// Everything that slicing one shapes layer needs. Immutable; made by <see cref="ShapesSlicing.MakeSliceRequest"/> and
/// answered by <see cref="ShapesSlicing.Slice"/>.
/// </summary>
public sealed record ShapesSliceRequest
{
    /// <summary>The shapes.</summary>
    public required ShapesLayerData Data { get; init; }

    /// <summary>Where the layer is sliced.</summary>
    public required SliceInput Input { get; init; }
}
