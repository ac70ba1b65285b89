namespace Lamella.Engine.Rendering.Colormaps;

/// <summary>
/// Turbo, an improved rainbow by Anton Mikhailov (Google, 2019), by the fifth-degree polynomials that he and Ruofei Du
/// published as its approximation.
/// </summary>
internal static class TurboColormap
{
    private const int Samples = 256;

    public static Colormap Turbo { get; } = new("turbo", [.. Enumerable.Range(0, Samples).Select(Sample)]);

    private static Rgba Sample(int index)
    {
        var x = index / (double)(Samples - 1);
        return new Rgba(
            Evaluate(x, 0.13572138, 4.61539260, -42.66032258, 132.13108234, -152.94239396, 59.28637943),
            Evaluate(x, 0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604),
            Evaluate(x, 0.10667330, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973));
    }

    private static byte Evaluate(double x, params ReadOnlySpan<double> coefficients)
    {
        var value = 0.0;
        for (var power = coefficients.Length - 1; power >= 0; power--)
        {
            value = (value * x) + coefficients[power];
        }

        return (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);
    }
}
