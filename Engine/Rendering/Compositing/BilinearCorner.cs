namespace Lamella.Engine.Rendering.Compositing;

/// <summary>The four elements around a place, and the weights of the second row and column.</summary>
/// <param name="Top">The upper row.</param>
/// <param name="Bottom">The lower row.</param>
/// <param name="Left">The left column.</param>
/// <param name="Right">The right column.</param>
/// <param name="Down">Weight of the lower row, 0 … 1.</param>
/// <param name="Across">Weight of the right column, 0 … 1.</param>
internal readonly record struct BilinearCorner(int Top, int Bottom, int Left, int Right, double Down, double Across)
{
    public static BilinearCorner At(double row, double column, int height, int width)
    {
        var (top, left) = (Math.Floor(row), Math.Floor(column));
        return new(
            Math.Clamp((int)top, 0, height - 1),
            Math.Clamp((int)top + 1, 0, height - 1),
            Math.Clamp((int)left, 0, width - 1),
            Math.Clamp((int)left + 1, 0, width - 1),
            row - top,
            column - left);
    }

    public double Mix(double topLeft, double topRight, double bottomLeft, double bottomRight)
    {
        var upper = topLeft + ((topRight - topLeft) * Across);
        var lower = bottomLeft + ((bottomRight - bottomLeft) * Across);
        return upper + ((lower - upper) * Down);
    }
}
