using System.Globalization;
using System.Text;
using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Shell.Graphics;

/// <summary>
/// Pictures as DEC sixels (VT330/340 manual, chapter 14): the picture's own colours, bands of six rows, runs shortened.
/// </summary>
internal static class SixelEncoder
{
    private const int BandRows = 6;

    /// <summary>Shows a picture at the cursor.</summary>
    public static void Encode(RgbaImage image, StringBuilder output)
    {
        var palette = SixelPalette.Of(image);
        var indices = new byte[image.Pixels.Length];
        for (var pixel = 0; pixel < indices.Length; pixel++)
        {
            indices[pixel] = palette.RegisterOf(Rgba.FromPacked(image.Pixels[pixel]));
        }

        output.Append(CultureInfo.InvariantCulture, $"\eP0;1;0q\"1;1;{image.Width};{image.Height}");
        for (var register = 0; register < palette.Colors.Count; register++)
        {
            var color = palette.Colors[register];
            output.Append(CultureInfo.InvariantCulture, $"#{register};2;{Percent(color.R)};{Percent(color.G)};{Percent(color.B)}");
        }

        var bits = new byte[palette.Colors.Count * image.Width];
        for (var top = 0; top < image.Height; top += BandRows)
        {
            EncodeBand(indices, image.Width, top, Math.Min(BandRows, image.Height - top), bits, output);
            output.Append('-');
        }

        output.Append("\e\\");
    }

    private static int Percent(byte component) => ((component * 100) + 127) / 255;

    private static void EncodeBand(byte[] indices, int width, int top, int rows, byte[] bits, StringBuilder output)
    {
        Span<bool> isUsed = stackalloc bool[byte.MaxValue + 1];
        isUsed.Clear();
        Array.Clear(bits);
        for (var row = 0; row < rows; row++)
        {
            var line = indices.AsSpan((top + row) * width, width);
            for (var column = 0; column < width; column++)
            {
                isUsed[line[column]] = true;
                bits[(line[column] * width) + column] |= (byte)(1 << row);
            }
        }

        var isFirst = true;
        for (var color = 0; color < isUsed.Length; color++)
        {
            if (isUsed[color])
            {
                output.Append(isFirst ? "#" : "$#").Append(color);
                EncodeRuns(bits.AsSpan(color * width, width), output);
                isFirst = false;
            }
        }
    }

    private static void EncodeRuns(ReadOnlySpan<byte> bits, StringBuilder output)
    {
        var end = bits.LastIndexOfAnyExcept((byte)0) + 1;
        for (var start = 0; start < end;)
        {
            var length = bits[start..end].IndexOfAnyExcept(bits[start]);
            length = length < 0 ? end - start : length;
            var sixel = (char)('?' + bits[start]);
            if (length > 3)
            {
                output.Append('!').Append(length).Append(sixel);
            }
            else
            {
                output.Append(sixel, length);
            }

            start += length;
        }
    }
}
