namespace Lamella.Engine.Rendering.Compositing;

/// <summary>A layer that already consists of colours: RGB data, labels, drawn points and lines.</summary>
/// <param name="Image">The colours.</param>
public sealed record ColorLayer(RgbaImage Image) : CanvasLayer
{
    /// <inheritdoc/>
    public override int Height => Image.Height;

    /// <inheritdoc/>
    public override int Width => Image.Width;

    internal override uint ColorAt(int y, int x) => Image.Pixels[(y * Image.Width) + x];

    internal override uint ColorBetween(in BilinearCorner corner)
    {
        var topLeft = Image[corner.Top, corner.Left];
        var topRight = Image[corner.Top, corner.Right];
        var bottomLeft = Image[corner.Bottom, corner.Left];
        var bottomRight = Image[corner.Bottom, corner.Right];
        var alpha = corner.Mix(topLeft.A, topRight.A, bottomLeft.A, bottomRight.A);
        if (alpha == 0)
        {
            return 0;
        }

        // Weighted by alpha, so that the colour under a transparent neighbour does not bleed in.
        return new Rgba(
            ToByte(corner.Mix(topLeft.R * topLeft.A, topRight.R * topRight.A, bottomLeft.R * bottomLeft.A, bottomRight.R * bottomRight.A) / alpha),
            ToByte(corner.Mix(topLeft.G * topLeft.A, topRight.G * topRight.A, bottomLeft.G * bottomLeft.A, bottomRight.G * bottomRight.A) / alpha),
            ToByte(corner.Mix(topLeft.B * topLeft.A, topRight.B * topRight.A, bottomLeft.B * bottomLeft.A, bottomRight.B * bottomRight.A) / alpha),
            ToByte(alpha)).Packed;
    }

    private static byte ToByte(double value) => (byte)Math.Round(Math.Clamp(value, 0, 255));
}
