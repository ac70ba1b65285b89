namespace Lamella.Engine.Slicing.Picking;

/// <summary>The plane that is looked at along a line of sight, with the line at its origin: what is seen lies on it as it is seen.</summary>
internal readonly struct SightPlane
{
    private readonly DataRay _ray;
    private readonly (double A, double B, double C) _u;
    private readonly (double A, double B, double C) _v;

    /// <summary>The plane.</summary>
    /// <param name="ray">The line.</param>
    public SightPlane(DataRay ray)
    {
        _ray = ray;

        // The axis that the line goes along least is never parallel to it.
        var (a, b, c) = (ray.Direction(0), ray.Direction(1), ray.Direction(2));
        var least = Math.Min(Math.Abs(a), Math.Min(Math.Abs(b), Math.Abs(c)));
        var (u0, u1, u2) = Math.Abs(a) == least ? (0.0, c, -b) : Math.Abs(b) == least ? (-c, 0.0, a) : (b, -a, 0.0);
        var length = Math.Sqrt((u0 * u0) + (u1 * u1) + (u2 * u2));
        _u = (u0 / length, u1 / length, u2 / length);
        _v = ((b * _u.C) - (c * _u.B), (c * _u.A) - (a * _u.C), (a * _u.B) - (b * _u.A));
    }

    /// <summary>Where a place is seen, and how far away along the line.</summary>
    /// <param name="place">Data coordinates on three displayed axes.</param>
    public (double U, double V, double Depth) See(ReadOnlySpan<double> place)
    {
        var (a, b, c) = (place[0] - _ray.Origin(0), place[1] - _ray.Origin(1), place[2] - _ray.Origin(2));
        return (
            (a * _u.A) + (b * _u.B) + (c * _u.C),
            (a * _v.A) + (b * _v.B) + (c * _v.C),
            (a * _ray.Direction(0)) + (b * _ray.Direction(1)) + (c * _ray.Direction(2)));
    }

    /// <summary>Where a line between two places comes nearest to the line of sight.</summary>
    /// <param name="from">One end, as it is seen.</param>
    /// <param name="to">The other end; may be the same.</param>
    /// <returns>How far apart they are there, how far away that is, and at which part of the line, 0 … 1.</returns>
    public static (double Apart, double Depth, double Part) Nearest(
        (double U, double V, double Depth) from, (double U, double V, double Depth) to)
    {
        var (du, dv) = (to.U - from.U, to.V - from.V);
        var square = (du * du) + (dv * dv);
        var part = square > 0 ? Math.Clamp(-((from.U * du) + (from.V * dv)) / square, 0, 1) : 0;
        var (u, v) = (from.U + (part * du), from.V + (part * dv));
        return (Math.Sqrt((u * u) + (v * v)), from.Depth + (part * (to.Depth - from.Depth)), part);
    }
}
