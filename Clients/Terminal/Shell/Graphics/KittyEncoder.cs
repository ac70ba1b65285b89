using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Lamella.Engine.Rendering;

namespace Lamella.Terminal.Shell.Graphics;

/// <summary>
/// Pictures in the kitty graphics protocol (sw.kovidgoyal.net/kitty/graphics-protocol): RGB, deflated, in base64 chunks of
/// at most 4096 characters. A picture of the same number replaces the one before it.
/// </summary>
internal static class KittyEncoder
{
    private const int ChunkLength = 4096;

    /// <summary>Shows a picture at the cursor, over some cells, without moving the cursor.</summary>
    public static void Encode(RgbaImage image, int number, int rows, int columns, StringBuilder output)
    {
        var data = Convert.ToBase64String(Deflate(image));
        for (var start = 0; start < data.Length; start += ChunkLength)
        {
            var length = Math.Min(ChunkLength, data.Length - start);
            var more = start + length < data.Length ? 1 : 0;
            output.Append("\e_G");
            if (start == 0)
            {
                output.Append(
                    CultureInfo.InvariantCulture,
                    $"a=T,q=2,f=24,o=z,C=1,i={number},p=1,s={image.Width},v={image.Height},c={columns},r={rows},");
            }

            output.Append(CultureInfo.InvariantCulture, $"m={more};").Append(data, start, length).Append("\e\\");
        }
    }

    /// <summary>Takes all pictures away.</summary>
    public static string Clear => "\e_Ga=d,d=A,q=2\e\\";

    private static byte[] Deflate(RgbaImage image)
    {
        var samples = ArrayPool<byte>.Shared.Rent(image.Height * image.Width * 3);
        try
        {
            var index = 0;
            foreach (var pixel in image.Pixels)
            {
                samples[index++] = (byte)pixel;
                samples[index++] = (byte)(pixel >> 8);
                samples[index++] = (byte)(pixel >> 16);
            }

            using var deflated = new MemoryStream();
            using (var stream = new ZLibStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
            {
                stream.Write(samples, 0, index);
            }

            return deflated.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(samples);
        }
    }
}
