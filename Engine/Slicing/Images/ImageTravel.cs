namespace Lamella.Engine.Slicing.Images;

/// <summary>Where one slider has been moved to, in the numbers of the array that is read.</summary>
/// <param name="Axis">The array's axis.</param>
/// <param name="Position">The first element shown along that axis.</param>
public readonly record struct ImageTravel(int Axis, long Position)
{
    /// <summary>The slider that has moved between two requests.</summary>
    /// <param name="previous">The earlier request.</param>
    /// <param name="next">The later request.</param>
    /// <returns>Null where none has, where several have, or where the two look at different arrays.</returns>
    public static ImageTravel? Between(ImageSliceRequest previous, ImageSliceRequest next)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(next);
        if (previous.Data != next.Data
            || previous.Window is not { } from
            || next.Window is not { } to
            || from.Level != to.Level
            || !previous.Input.Displayed.SequenceEqual(next.Input.Displayed))
        {
            return null;
        }

        ImageTravel? travel = null;
        foreach (var axis in next.Input.NotDisplayed)
        {
            if (from.Ranges[axis] == to.Ranges[axis])
            {
                continue;
            }

            if (travel is not null)
            {
                return null;
            }

            travel = new ImageTravel(next.Data.Axes[axis], to.Ranges[axis].Start);
        }

        return travel;
    }
}
