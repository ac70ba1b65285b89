using System.Globalization;
using System.IO.Compression;

namespace Lamella.Terminal.Tests.Shell.Graphics;

/// <summary>Reads pictures of the kitty graphics protocol (sw.kovidgoyal.net/kitty/graphics-protocol), written apart from the encoder.</summary>
internal static class KittyDecoder
{
    /// <summary>The keys of the first chunk, and the picture's bytes R, G, B.</summary>
    public static (Dictionary<string, string> Keys, byte[] Rgb) Decode(string text)
    {
        var keys = new Dictionary<string, string>();
        var data = "";
        var isFirst = true;
        var isMore = true;
        while (text.Length > 0)
        {
            var end = text.IndexOf("\e\\", StringComparison.Ordinal);
            if (!text.StartsWith("\e_G", StringComparison.Ordinal) || end < 0 || !isMore)
            {
                throw new FormatException("Not a chunk, or one too many.");
            }

            var chunk = text[3..end].Split(';', 2);
            var control = chunk[0].Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
            isMore = control.Remove("m", out var more) && more == "1";
            if (isFirst)
            {
                keys = control;
            }
            else if (control.Count > 0)
            {
                throw new FormatException("Only the first chunk has keys other than m.");
            }

            if (chunk[1].Length > 4096 || (isMore && chunk[1].Length % 4 != 0))
            {
                throw new FormatException("A chunk has at most 4096 characters, and all but the last a multiple of 4.");
            }

            data += chunk[1];
            isFirst = false;
            text = text[(end + 2)..];
        }

        using var inflated = new MemoryStream();
        using var stream = new ZLibStream(new MemoryStream(Convert.FromBase64String(data)), CompressionMode.Decompress);
        stream.CopyTo(inflated);
        var (width, height) = (int.Parse(keys["s"], CultureInfo.InvariantCulture), int.Parse(keys["v"], CultureInfo.InvariantCulture));
        return inflated.Length == width * height * 3 && !isMore
            ? (keys, inflated.ToArray())
            : throw new FormatException($"{inflated.Length} bytes for {height}×{width} pixels.");
    }
}
