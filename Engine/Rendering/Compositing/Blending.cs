namespace Lamella.Engine.Rendering.Compositing;

/// <summary>How a layer's colours meet those of the layers below it; napari's names.</summary>
/// <remarks>
/// Whatever the mode, the lowest layer at a pixel is laid over the canvas's background as <see cref="Translucent"/> is,
/// so that <see cref="Minimum"/> is not swallowed by a black background nor <see cref="Additive"/> by a white one.
/// </remarks>
public enum Blending
{
    /// <summary>Mixed by the layer's alpha times its opacity.</summary>
    Translucent = 0,

    /// <summary>Added, weighted by alpha times opacity; clipped at white.</summary>
    Additive = 1,

    /// <summary>The darker of each component, for pictures with inverted colormaps; opacity mixes the layer with white first.</summary>
    Minimum = 2,

    /// <summary>Replaces what is below, whatever its opacity says; only wholly transparent pixels let it through.</summary>
    Opaque = 3,
}
