namespace Lamella.Engine.Slicing.Multiscale;

/// <summary>The level that a canvas needs of a multiscale layer, and the part of it along the displayed axes.</summary>
/// <param name="Level">napari's <c>data_level</c>; 0 is the finest.</param>
/// <param name="Corners">The part, in that level's indices.</param>
public sealed record MultiscaleView(int Level, CornerPixels Corners);
