namespace Lamella.Engine.Samples;

/// <summary>Coarser levels: each voxel is the mean of those it covers, rounded to nearest.</summary>
internal static class Downsampling
{
    /// <summary>Halves a volume along some axes; what is left over at an odd end makes a voxel of its own.</summary>
    /// <param name="voxels">Counts in C order.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="factors">1 or 2 along each axis.</param>
    public static (ushort[] Voxels, SampleShape Shape) Halve(ushort[] voxels, SampleShape shape, SampleShape factors)
    {
        var half = new SampleShape(
            Divide(shape.Depth, factors.Depth), Divide(shape.Height, factors.Height), Divide(shape.Width, factors.Width));
        var result = new ushort[half.Voxels];
        Parallel.For(0, half.Depth * half.Height, line =>
        {
            var (z, y) = (line / half.Height, line % half.Height);
            for (var x = 0; x < half.Width; x++)
            {
                result[(line * half.Width) + x] = Mean(voxels, shape, factors, z, y, x);
            }
        });
        return (result, half);
    }

    private static ushort Mean(ushort[] voxels, SampleShape shape, SampleShape factors, int z, int y, int x)
    {
        var (sum, count) = (0, 0);
        for (var i = z * factors.Depth; i < Math.Min((z + 1) * factors.Depth, shape.Depth); i++)
        {
            for (var j = y * factors.Height; j < Math.Min((y + 1) * factors.Height, shape.Height); j++)
            {
                for (var k = x * factors.Width; k < Math.Min((x + 1) * factors.Width, shape.Width); k++)
                {
                    sum += voxels[(((i * shape.Height) + j) * shape.Width) + k];
                    count++;
                }
            }
        }

        return (ushort)((sum + (count / 2)) / count);
    }

    private static int Divide(int extent, int factor) => (extent + factor - 1) / factor;
}
