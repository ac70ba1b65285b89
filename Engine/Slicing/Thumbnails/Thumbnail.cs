using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Slicing.Thumbnails;

/// <summary>The small picture of a layer in a layer list (SLICING TH1–TH4).</summary>
public static class Thumbnail
{
    /// <summary>Rows and columns of every thumbnail.</summary>
    public const int Side = 32;

    /// <summary>Makes the thumbnail of a slice, on opaque black, centred.</summary>
    /// <param name="slice">An image's slice; of a 3-D one the maximum over its first axis is shown.</param>
    /// <param name="style">Contrast and colours.</param>
    public static RgbaImage Of(ImageSlice slice, ThumbnailStyle style)
    {
        RgbaImage thumbnail = new(Side, Side);
        thumbnail.Fill(Rgba.Black);
        var source = slice.ThumbnailSource;
        var rank = source.Shape.Length - (slice.Request.Data.IsRgb ? 1 : 0);
        var (height, width) = rank >= 2 ? (source.Shape[rank - 2], source.Shape[rank - 1]) : (1, rank == 1 ? source.Shape[0] : 0);
        if (slice.IsEmpty || height == 0 || width == 0 || (rank == 3 && source.Shape[0] == 0))
        {
            return thumbnail;
        }

        var zoom = ThumbnailZoom.Fit(height, width, Side);
        var top = (Side - zoom.Rows.Length) / 2;
        var left = (Side - zoom.Columns.Length) / 2;
        ThumbnailSampler sampler = new(source, rank, slice.Request.Data.IsRgb, Limits(style, source.DataType), style);
        for (var row = 0; row < zoom.Rows.Length; row++)
        {
            for (var column = 0; column < zoom.Columns.Length; column++)
            {
                thumbnail[top + row, left + column] = OnBlack(sampler.ColorAt(((long)zoom.Rows[row] * width) + zoom.Columns[column]));
            }
        }

        return thumbnail;
    }

    /// <summary>Integers' limits are cut to their type; booleans are none in numpy's sense.</summary>
    private static ContrastLimits Limits(ThumbnailStyle style, DataType dataType) =>
        dataType == DataType.Bool ? style.Contrast : ContrastRange.ClampTo(style.Contrast, dataType);

    /// <summary>Composites over opaque black, truncating, alpha included, as napari does (TH4).</summary>
    private static Rgba OnBlack(Rgba color)
    {
        var share = color.A / 255.0;
        return new Rgba(
            (byte)(color.R * share), (byte)(color.G * share), (byte)(color.B * share), (byte)((color.A * share) + (255 * (1 - share))));
    }
}
