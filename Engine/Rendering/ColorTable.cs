using Lamella.Engine.Rendering.Colormaps;

namespace Lamella.Engine.Rendering;

/// <summary>The colour of every intensity: a colormap after gamma, worked out once and looked up per pixel.</summary>
public sealed class ColorTable
{
    private readonly uint[] _colors = new uint[IntensityPlane.NoData + 1];

    /// <summary>Works out the table.</summary>
    /// <param name="colormap">The colours.</param>
    /// <param name="gamma">Exponent applied to the intensity within 0 … 1, &gt; 0; 1 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">Gamma is not a positive number.</exception>
    public ColorTable(Colormap colormap, double gamma = 1)
    {
        ArgumentNullException.ThrowIfNull(colormap);
        if (!(gamma > 0 && double.IsFinite(gamma)))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma is a number above 0.");
        }

        for (var intensity = 0; intensity <= IntensityPlane.Full; intensity++)
        {
            var fraction = intensity / (double)IntensityPlane.Full;
            _colors[intensity] = colormap.At(gamma == 1 ? fraction : Math.Pow(fraction, gamma)).Packed;
        }

        _colors[IntensityPlane.NoData] = Rgba.Transparent.Packed;
    }

    /// <summary>Packed colours, one an intensity, 65536 of them.</summary>
    public ReadOnlySpan<uint> Packed => _colors;

    /// <summary>The colours of a plane.</summary>
    /// <param name="plane">The intensities.</param>
    /// <returns>A picture of the plane's size; NaN is transparent.</returns>
    public RgbaImage Paint(IntensityPlane plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var image = new RgbaImage(plane.Height, plane.Width);
        var pixels = image.Pixels;
        var values = plane.Values;
        for (var index = 0; index < values.Length; index++)
        {
            pixels[index] = _colors[values[index]];
        }

        return image;
    }
}
