using SkiaSharp;

namespace Lamella.Engine.Rendering;

/// <summary>Pictures as PNG files.</summary>
public static class PngEncoder
{
    /// <summary>Encodes a picture as PNG, 8 bits a component with alpha.</summary>
    /// <param name="image">The picture; at least one pixel.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="ArgumentException">The picture has no pixels.</exception>
    public static byte[] Encode(RgbaImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width == 0 || image.Height == 0)
        {
            throw new ArgumentException($"A PNG has at least one pixel; this picture is {image.Height}×{image.Width}.", nameof(image));
        }

        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var pixels = SKImage.FromPixelCopy(info, image.Bytes, info.RowBytes);
        using var data = pixels.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Decodes a PNG into a picture.</summary>
    /// <param name="png">The whole file.</param>
    /// <exception cref="ArgumentException">The bytes are not a picture.</exception>
    public static RgbaImage Decode(ReadOnlySpan<byte> png)
    {
        using var file = SKData.CreateCopy(png);
        using var codec = SKCodec.Create(file) ?? throw new ArgumentException("The bytes are not a picture.", nameof(png));
        using var bitmap = SKBitmap.Decode(codec) ?? throw new ArgumentException("The picture is damaged.", nameof(png));
        var image = new RgbaImage(bitmap.Height, bitmap.Width);
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var source = bitmap.PeekPixels();
        unsafe
        {
            fixed (byte* target = image.Bytes)
            {
                source.ReadPixels(info, (nint)target, info.RowBytes);
            }
        }

        return image;
    }
}
