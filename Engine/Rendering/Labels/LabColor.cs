namespace Lamella.Engine.Rendering.Labels;

/// <summary>A colour of CIE 1976 L*a*b*, white point D65.</summary>
/// <param name="L">Lightness, 0 … 100.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
internal readonly record struct LabColor(double L, double A, double B)
{
    // Of the CIE formula: (6/29)³ taken back, and the slope and offset below it.
    private const double Knee = 0.2068966;
    private const double Slope = 7.787;
    private const double Offset = 16.0 / 116;

    /// <summary>The sRGB colour, each component 0 … 1; false where sRGB cannot show it.</summary>
    /// <param name="color">The colour; its fraction is cut off, not rounded.</param>
    public bool TryToSrgb(out Rgba color)
    {
        var middle = (L + 16) / 116;
        var x = 0.95047 * Linear((A / 500) + middle);
        var y = Linear(middle);
        var z = 1.08883 * Linear(Math.Max(0, middle - (B / 200)));
        var red = Companded((3.2404813432 * x) - (1.5371515163 * y) - (0.4985363262 * z));
        var green = Companded((-0.9692549499 * x) + (1.8759900015 * y) + (0.0415559266 * z));
        var blue = Companded((0.0556466391 * x) - (0.2040413384 * y) + (1.0573110696 * z));
        color = new Rgba((byte)(red * 255), (byte)(green * 255), (byte)(blue * 255));
        return red is >= 0 and <= 1 && green is >= 0 and <= 1 && blue is >= 0 and <= 1;
    }

    private static double Linear(double value) => value > Knee ? value * value * value : (value - Offset) / Slope;

    // IEC 61966-2-1.
    private static double Companded(double value) =>
        value > 0.0031308 ? (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055 : 12.92 * value;
}
