namespace Lamella.Contracts.Layers;

/// <summary>What a layer is made of; napari's layer types.</summary>
[GenerateSerializer]
public enum LayerKind : byte
{
    /// <summary>Pixels: <see cref="ImageLayerSpec"/>.</summary>
    Image = 0,

    /// <summary>Label numbers: <see cref="LabelsLayerSpec"/>.</summary>
    Labels = 1,

    /// <summary>Points: <see cref="PointsLayerSpec"/>.</summary>
    Points = 2,

    /// <summary>Vectors: <see cref="VectorsLayerSpec"/>.</summary>
    Vectors = 3,

    /// <summary>A mesh: <see cref="SurfaceLayerSpec"/>.</summary>
    Surface = 4,

    /// <summary>Shapes: <see cref="ShapesLayerSpec"/>.</summary>
    Shapes = 5,

    /// <summary>Tracks: <see cref="TracksLayerSpec"/>.</summary>
    Tracks = 6,
}
