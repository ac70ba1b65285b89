namespace Lamella.Engine.Samples;

/// <summary>One cell of the sample: its centre and its nucleus, an ellipsoid turned about z.</summary>
/// <param name="Center">Centre of the cell and of its nucleus.</param>
/// <param name="Radii">Half axes of the nucleus, in micrometers.</param>
/// <param name="Cosine">Of the turn about z.</param>
/// <param name="Sine">Of the turn about z.</param>
/// <param name="Brightness">Of the nucleus, in counts.</param>
/// <param name="IsDividing">Whether the chromatin has condensed to a plate.</param>
/// <param name="Nucleolus">A dark spot, relative to the centre.</param>
internal sealed record SampleCell(
    Point Center, Point Radii, float Cosine, float Sine, float Brightness, bool IsDividing, Point Nucleolus)
{
    /// <summary>How far outside the nucleus a place is: below 1 inside, 1 on its surface.</summary>
    /// <param name="offset">The place relative to <see cref="Center"/>.</param>
    public float Eccentricity(Point offset)
    {
        var y = (Cosine * offset.Y) - (Sine * offset.X);
        var x = (Sine * offset.Y) + (Cosine * offset.X);
        return new Point(offset.Z / Radii.Z, y / Radii.Y, x / Radii.X).Length;
    }
}
