using Lamella.Engine.Rendering;
using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Shell.Graphics;

/// <summary>A picture of pixels over some cells.</summary>
internal sealed record Raster(Area Area, RgbaImage Image)
{
    /// <summary>Whether both show the same at the same place.</summary>
    public bool IsSame(Raster other) =>
        Area == other.Area && Image.Height == other.Image.Height && Image.Width == other.Image.Width
        && Image.Pixels.SequenceEqual(other.Image.Pixels);
}
