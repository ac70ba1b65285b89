using Lamella.Contracts.Arrays;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>Fills a picture with the nearest pixels of a coarser one.</summary>
internal static class NearestPixels
{
    /// <summary>Fills all of it.</summary>
    /// <param name="request">What the picture is to show.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="preview">The coarser one, of the same type and number of axes.</param>
    public static void Fill(ImageSliceRequest request, SlicedArray picture, PreviewPixels preview)
    {
        var displayed = request.Input.Displayed;
        var pixelSize = picture.DataType.ItemSize() * (request.Data.IsRgb ? picture.Shape[^1] : 1);
        var sources = new int[displayed.Length][];
        for (var i = 0; i < displayed.Length; i++)
        {
            sources[i] = Nearest(request, preview, displayed[i], picture.Shape[i], preview.Shape[i]);
        }

        var (width, coarseWidth) = (picture.Shape[displayed.Length - 1], preview.Shape[displayed.Length - 1]);
        var rows = picture.Writable.Length / Math.Max(1, width * pixelSize);
        for (var row = 0; row < rows; row++)
        {
            var (rest, coarseRow, step) = (row, 0, 1);
            for (var i = displayed.Length - 2; i >= 0; i--)
            {
                coarseRow += sources[i][rest % picture.Shape[i]] * step;
                (rest, step) = (rest / picture.Shape[i], step * preview.Shape[i]);
            }

            CopyRow(
                preview.Bytes.Span.Slice(coarseRow * coarseWidth * pixelSize, coarseWidth * pixelSize),
                picture.Writable.Span.Slice(row * width * pixelSize, width * pixelSize),
                sources[^1],
                pixelSize);
        }
    }

    /// <summary>For each pixel along an axis the nearest of the preview; both lie at their data coordinates (SLICING I10).</summary>
    private static int[] Nearest(ImageSliceRequest request, PreviewPixels preview, int axis, int length, int coarseLength)
    {
        var (to, from, last) = (request.TileToData, preview.Request.TileToData, request.Input.Ndim);
        var nearest = new int[length];
        for (var pixel = 0; pixel < length; pixel++)
        {
            var data = (pixel * to[axis, axis]) + to[axis, last];
            nearest[pixel] = (int)Math.Clamp(Math.Round((data - from[axis, last]) / from[axis, axis]), 0, coarseLength - 1);
        }

        return nearest;
    }

    private static void CopyRow(ReadOnlySpan<byte> source, Span<byte> target, int[] columns, int pixelSize)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            source.Slice(columns[column] * pixelSize, pixelSize).CopyTo(target[(column * pixelSize)..]);
        }
    }
}
