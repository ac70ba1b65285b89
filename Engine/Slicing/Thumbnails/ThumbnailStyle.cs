using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Rendering.Labels;

namespace Lamella.Engine.Slicing.Thumbnails;

/// <summary>How a thumbnail is coloured (SLICING TH3).</summary>
/// <param name="Contrast">The data values shown as the colormap's ends; RGB(A) images ignore it.</param>
/// <param name="Colormap">The colours; RGB(A) images ignore them.</param>
/// <param name="Gamma">Exponent of the normalised value, above 0; RGB(A) images ignore it.</param>
/// <param name="Opacity">0 … 1.</param>
/// <param name="Labels">The colours of a labels layer, which then decide instead of contrast, colormap and gamma; areas, never outlines.</param>
public sealed record ThumbnailStyle(
    ContrastLimits Contrast, Colormap Colormap, double Gamma = 1, double Opacity = 1, LabelColors? Labels = null);
