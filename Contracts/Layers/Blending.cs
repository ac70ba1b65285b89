namespace Lamella.Contracts.Layers;

/// <summary>How a layer is drawn over those below it, by napari's names.</summary>
[GenerateSerializer]
public enum Blending : byte
{
    /// <summary>Covers what is below.</summary>
    Opaque = 0,

    /// <summary>Mixes with what is below by its alpha.</summary>
    Translucent = 1,

    /// <summary>As translucent, regardless of depth in 3-D.</summary>
    TranslucentNoDepth = 2,

    /// <summary>Adds its light; the usual choice for channels.</summary>
    Additive = 3,

    /// <summary>The darker of both, per channel.</summary>
    Minimum = 4,

    /// <summary>The product of both, per channel.</summary>
    Multiplicative = 5,
}
