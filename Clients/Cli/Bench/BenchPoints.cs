using System.Globalization;
using System.Text;

namespace Lamella.Cli.Bench;

/// <summary>Random points, the same every time.</summary>
internal static class BenchPoints
{
    private const int HeaderLength = 118;

    /// <summary>Writes them as .npy: float32, count × 3, each axis 0 … number of planes.</summary>
    public static async Task WriteAsync(string path, int count, CancellationToken cancellationToken)
    {
        var random = new Random(count);
        var header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({count}, 3), }}")
            .PadRight(HeaderLength - 1) + "\n";
        var values = new float[count * 3];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextSingle() * (BenchImages.Planes - 1);
        }

        var data = new byte[values.Length * sizeof(float)];
        Buffer.BlockCopy(values, 0, data, 0, data.Length);
        await File.WriteAllBytesAsync(
            path, [0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, HeaderLength, 0, .. Encoding.ASCII.GetBytes(header), .. data], cancellationToken)
            .ConfigureAwait(false);
    }
}
