using Lamella.Contracts.Layers;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Drawing;

/// <summary>The outlines of point symbols of diameter 1 around the origin, x to the right, y down.</summary>
internal static class SymbolPaths
{
    private const float Half = 0.5f;

    // Arms of crosses and bars, as shares of the diameter.
    private const float ThickArm = 1 / 6f;
    private const float ThinArm = 1 / 12f;

    /// <summary>The outline of a symbol; the caller disposes it.</summary>
    /// <param name="symbol">The symbol.</param>
    public static SKPath Of(PointSymbol symbol)
    {
        switch (symbol)
        {
            case PointSymbol.Ring:
                using (var ring = new SKPathBuilder())
                {
                    ring.FillType = SKPathFillType.EvenOdd;
                    ring.AddCircle(0, 0, Half);
                    ring.AddCircle(0, 0, Half / 2);
                    return ring.Detach();
                }

            case PointSymbol.Square: return Polygon((-Half, -Half), (Half, -Half), (Half, Half), (-Half, Half));
            case PointSymbol.Diamond: return Polygon((0, -Half), (Half, 0), (0, Half), (-Half, 0));
            case PointSymbol.Cross: return Cross(ThickArm);
            case PointSymbol.Plus: return Cross(ThinArm);
            case PointSymbol.X: return Turned(Cross(ThickArm));
            case PointSymbol.Star: return Star();
            case PointSymbol.TriangleUp: return Polygon((0, -Half), (Half, Half), (-Half, Half));
            case PointSymbol.TriangleDown: return Polygon((-Half, -Half), (Half, -Half), (0, Half));
            case PointSymbol.VBar: return Polygon((-ThinArm, -Half), (ThinArm, -Half), (ThinArm, Half), (-ThinArm, Half));
            case PointSymbol.HBar: return Polygon((-Half, -ThinArm), (Half, -ThinArm), (Half, ThinArm), (-Half, ThinArm));
            default:
                using (var disc = new SKPathBuilder())
                {
                    disc.AddCircle(0, 0, Half);
                    return disc.Detach();
                }
        }
    }

    private static SKPath Cross(float arm) => Polygon(
        (-arm, -Half), (arm, -Half), (arm, -arm), (Half, -arm), (Half, arm), (arm, arm),
        (arm, Half), (-arm, Half), (-arm, arm), (-Half, arm), (-Half, -arm), (-arm, -arm));

    private static SKPath Turned(SKPath path)
    {
        using (path)
        {
            var turned = new SKPath();
            path.Transform(SKMatrix.CreateRotationDegrees(45), turned);
            return turned;
        }
    }

    private static SKPath Star()
    {
        const int points = 5;
        const float inner = 0.382f * Half;
        var corners = new (float X, float Y)[2 * points];
        for (var i = 0; i < corners.Length; i++)
        {
            var (radius, angle) = (i % 2 == 0 ? Half : inner, (MathF.PI * i / points) - (MathF.PI / 2));
            corners[i] = (radius * MathF.Cos(angle), radius * MathF.Sin(angle));
        }

        return Polygon(corners);
    }

    private static SKPath Polygon(params (float X, float Y)[] corners)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(corners[0].X, corners[0].Y);
        foreach (var (x, y) in corners.AsSpan(1))
        {
            builder.LineTo(x, y);
        }

        builder.Close();
        return builder.Detach();
    }
}
