using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering.Colormaps;

namespace Lamella.Engine.Slicing.Thumbnails;

/// <summary>How a thumbnail is coloured (SLICING TH3).</summary>
/// <param name="Contrast">The data values shown as the colormap's ends; RGB(A) images ignore it.</param>
/// <param name="Colormap">The colours; RGB(A) images ignore them.</param>
/// <param name="Gamma">Exponent of the normalised value, above 0; RGB(A) images ignore it.</param>
/// <param name="Opacity">0 … 1.</param>
public sealed record ThumbnailStyle(ContrastLimits Contrast, Colormap Colormap, double Gamma = 1, double Opacity = 1);
