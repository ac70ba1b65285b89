namespace Lamella.Engine.Samples;

/// <summary>A place in the sample's space.</summary>
/// <param name="Z">Depth, in micrometers.</param>
/// <param name="Y">In micrometers.</param>
/// <param name="X">In micrometers.</param>
internal readonly record struct Point(float Z, float Y, float X)
{
    public static Point operator -(Point a, Point b) => new(a.Z - b.Z, a.Y - b.Y, a.X - b.X);

    public static Point operator *(Point point, float factor) => new(point.Z * factor, point.Y * factor, point.X * factor);

    /// <summary>Square of <see cref="Length"/>.</summary>
    public float SquaredLength => (Z * Z) + (Y * Y) + (X * X);

    /// <summary>Distance from the origin, in micrometers.</summary>
    public float Length => MathF.Sqrt(SquaredLength);
}
