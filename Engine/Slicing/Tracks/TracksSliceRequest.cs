namespace Lamella.Engine.Slicing.Tracks;

/// <summary>
/// Everything that slicing one tracks layer needs. Immutable; made by <see cref="TracksSlicing.MakeSliceRequest"/> and
/// answered by <see cref="TracksSlicing.Slice"/>.
/// </summary>
public sealed record TracksSliceRequest
{
    /// <summary>The tracks.</summary>
    public required TracksLayerData Data { get; init; }

    /// <summary>Where the layer is sliced.</summary>
    public required SliceInput Input { get; init; }

    /// <summary>What the layer is set to.</summary>
    public required TracksSliceState State { get; init; }
}
