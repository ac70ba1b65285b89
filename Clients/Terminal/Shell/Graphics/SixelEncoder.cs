using System.Globalization;
using System.Text;
using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Shell.Graphics;

/// <summary>
/// Pictures as DEC sixels (VT330/340 manual, chapter 14): 32 greys and a cube of 6×7×4 colours, of which those that occur
/// are defined; bands of six rows, runs shortened. The palette is fixed so that encoding takes one pass and successive
/// frames do not flicker.
/// </summary>
internal static class SixelEncoder
{
    private const int BandRows = 6;
    private const int Greys = 32, Reds = 6, Greens = 7, Blues = 4;
    private const int Colors = Greys + (Reds * Greens * Blues);

    private static readonly string[] Registers = [.. Enumerable.Range(0, Colors).Select(DefineRegister)];

    /// <summary>Shows a picture at the cursor.</summary>
    public static void Encode(RgbaImage image, StringBuilder output)
    {
        var indices = new byte[image.Pixels.Length];
        Span<bool> isUsed = stackalloc bool[Colors];
        isUsed.Clear();
        for (var pixel = 0; pixel < indices.Length; pixel++)
        {
            var index = IndexOf(Rgba.FromPacked(image.Pixels[pixel]));
            indices[pixel] = (byte)index;
            isUsed[index] = true;
        }

        output.Append(CultureInfo.InvariantCulture, $"\eP0;1;0q\"1;1;{image.Width};{image.Height}");
        for (var color = 0; color < Colors; color++)
        {
            if (isUsed[color])
            {
                output.Append(Registers[color]);
            }
        }

        var bits = new byte[Colors * image.Width];
        for (var top = 0; top < image.Height; top += BandRows)
        {
            EncodeBand(indices, image.Width, top, Math.Min(BandRows, image.Height - top), bits, output);
            output.Append('-');
        }

        output.Append("\e\\");
    }

    /// <summary>The nearest colour of the palette: 0 … 199.</summary>
    internal static int IndexOf(Rgba color)
    {
        var (least, most) = (Math.Min(color.R, Math.Min(color.G, color.B)), Math.Max(color.R, Math.Max(color.G, color.B)));
        return most - least < 12
            ? ((color.G * (Greys - 1)) + 127) / 255
            : Greys
                + ((((color.R * (Reds - 1)) + 127) / 255 * Greens) + (((color.G * (Greens - 1)) + 127) / 255)) * Blues
                + (((color.B * (Blues - 1)) + 127) / 255);
    }

    private static string DefineRegister(int index)
    {
        var cube = index - Greys;
        var (red, green, blue) = index < Greys
            ? (Percent(index, Greys), Percent(index, Greys), Percent(index, Greys))
            : (Percent(cube / (Greens * Blues), Reds), Percent(cube / Blues % Greens, Greens), Percent(cube % Blues, Blues));
        return string.Create(CultureInfo.InvariantCulture, $"#{index};2;{red};{green};{blue}");
    }

    private static int Percent(int step, int steps) => (int)Math.Round(100.0 * step / (steps - 1));

    private static void EncodeBand(byte[] indices, int width, int top, int rows, byte[] bits, StringBuilder output)
    {
        Span<bool> isUsed = stackalloc bool[Colors];
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
        for (var color = 0; color < Colors; color++)
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
