namespace Lamella.Engine.Rendering;

/// <summary>Pictures in another size.</summary>
public static class ImageScaler
{
    /// <summary>
    /// Resizes by area: each new pixel is the mean of what it covers, weighted by alpha. Made smaller, nothing flickers
    /// away; made larger, pixels stay sharp squares.
    /// </summary>
    /// <param name="image">The picture; at least one pixel where the result has any.</param>
    /// <param name="height">New rows.</param>
    /// <param name="width">New pixels a row.</param>
    public static RgbaImage Resize(RgbaImage image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Height == height && image.Width == width)
        {
            return image;
        }

        var resized = new RgbaImage(height, width);
        var columns = Coverage(image.Width, width);
        var rows = Coverage(image.Height, height);
        for (var y = 0; y < height; y++)
        {
            var target = resized.Row(y);
            for (var x = 0; x < width; x++)
            {
                target[x] = Mean(image, rows[y], columns[x]);
            }
        }

        return resized;
    }

    private static (double Start, double Stop)[] Coverage(int from, int to)
    {
        var coverage = new (double Start, double Stop)[to];
        for (var index = 0; index < to; index++)
        {
            coverage[index] = ((double)index * from / to, Math.Min(from, (index + 1.0) * from / to));
        }

        return coverage;
    }

    private static uint Mean(RgbaImage image, (double Start, double Stop) rows, (double Start, double Stop) columns)
    {
        var (red, green, blue, alpha, area) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = (int)rows.Start; y < rows.Stop; y++)
        {
            var rowWeight = Math.Min(y + 1, rows.Stop) - Math.Max(y, rows.Start);
            var row = image.Row(y);
            for (var x = (int)columns.Start; x < columns.Stop; x++)
            {
                var weight = rowWeight * (Math.Min(x + 1, columns.Stop) - Math.Max(x, columns.Start));
                var color = Rgba.FromPacked(row[x]);
                var opaque = weight * color.A;
                red += opaque * color.R;
                green += opaque * color.G;
                blue += opaque * color.B;
                alpha += opaque;
                area += weight;
            }
        }

        return alpha == 0
            ? 0
            : new Rgba(Round(red / alpha), Round(green / alpha), Round(blue / alpha), Round(alpha / area)).Packed;
    }

    private static byte Round(double value) => (byte)Math.Round(Math.Clamp(value, 0, 255));
}
