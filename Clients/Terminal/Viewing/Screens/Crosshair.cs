using Lamella.Engine.Rendering;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Where the other orthogonal views cut this one: two dotted lines with a gap around the point itself.</summary>
internal static class Crosshair
{
    private const int Dash = 1, Period = 3, Gap = 3;
    private const double Strength = 0.5;

    public static void Draw(RgbaImage picture, CanvasState canvas)
    {
        var (row, column) = canvas.Axes;
        var pixels = new PixelSize(picture.Height, picture.Width);
        var (y, x) = canvas.Camera.ToPixel(canvas.Dims.Point[row], canvas.Dims.Point[column], pixels);
        var (middleY, middleX) = (Nearest(y), Nearest(x));
        for (var at = 0; at < picture.Width && middleY >= 0 && middleY < picture.Height; at++)
        {
            Mix(picture, middleY, at, at - middleX);
        }

        for (var at = 0; at < picture.Height && middleX >= 0 && middleX < picture.Width; at++)
        {
            Mix(picture, at, middleX, at - middleY);
        }
    }

    /// <summary>The nearest whole number, or one that is on no picture.</summary>
    private static int Nearest(double place) => place is > -1 and < int.MaxValue - 1 ? (int)Math.Round(place) : -1;

    private static void Mix(RgbaImage picture, int y, int x, int fromPoint)
    {
        if (Math.Abs(fromPoint) > Gap && Math.Abs(fromPoint) % Period < Dash)
        {
            var under = picture[y, x];
            picture[y, x] = new Rgba(Lighter(under.R), Lighter(under.G), Lighter(under.B));
        }
    }

    private static byte Lighter(byte component) => (byte)(component + ((255 - component) * Strength));
}
