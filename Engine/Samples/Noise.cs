namespace Lamella.Engine.Samples;

/// <summary>Smooth values in space, 0 … 1, repeating after <see cref="Period"/> in every direction.</summary>
internal sealed class Noise
{
    /// <summary>Lattice points after which the noise repeats; a power of two.</summary>
    public const int Period = 32;

    private const int Mask = Period - 1;
    private readonly float[] _lattice = new float[Period * Period * Period];

    public Noise(ulong seed)
    {
        var dice = new Dice(seed);
        for (var index = 0; index < _lattice.Length; index++)
        {
            _lattice[index] = dice.Next();
        }
    }

    /// <summary>The value at a place, trilinear between lattice points at whole coordinates.</summary>
    /// <param name="place">In lattice steps; each coordinate ≥ 0.</param>
    public float At(Point place)
    {
        var (z, y, x) = ((int)place.Z, (int)place.Y, (int)place.X);
        var (fz, fy, fx) = (Smooth(place.Z - z), Smooth(place.Y - y), Smooth(place.X - x));
        var (z0, z1) = ((z & Mask) * Period * Period, ((z + 1) & Mask) * Period * Period);
        var (y0, y1) = ((y & Mask) * Period, ((y + 1) & Mask) * Period);
        var (x0, x1) = (x & Mask, (x + 1) & Mask);
        var near = Mix(Row(z0 + y0, x0, x1, fx), Row(z0 + y1, x0, x1, fx), fy);
        var far = Mix(Row(z1 + y0, x0, x1, fx), Row(z1 + y1, x0, x1, fx), fy);
        return Mix(near, far, fz);
    }

    private float Row(int start, int x0, int x1, float fraction) => Mix(_lattice[start + x0], _lattice[start + x1], fraction);

    private static float Mix(float from, float to, float fraction) => from + ((to - from) * fraction);

    private static float Smooth(float fraction) => fraction * fraction * (3 - (2 * fraction));
}
