using System.Globalization;
using Lamella.Engine.Rendering;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>Saves the picture of a canvas as a PNG, in more pixels than a terminal has cells.</summary>
internal static class Screenshot
{
    private const int MinHeight = 512;

    /// <summary>Writes the file into the current folder and tells its name.</summary>
    public static string Save(ViewState state, int canvas, TimeProvider clock)
    {
        var pixels = ViewLayout.PixelsOf(ViewLayout.PictureOf(ViewLayout.Of(state).Canvases[canvas]), state.Depth, state.CellPixels);
        var factor = Math.Max(1, (int)Math.Ceiling((double)MinHeight / Math.Max(1, pixels.Height)));
        var larger = state.WithCanvas(canvas, now => now with { Camera = now.Camera with { Zoom = now.Camera.Zoom * factor } });
        var image = CanvasPicture.Compose(larger, canvas, new PixelSize(pixels.Height * factor, pixels.Width * factor));
        var name = string.Create(CultureInfo.InvariantCulture, $"lamella-{clock.GetLocalNow():yyyyMMdd-HHmmss-fff}.png");
        File.WriteAllBytes(name, PngEncoder.Encode(image));
        return $"Saved {Path.GetFullPath(name)}.";
    }
}
