namespace Lamella.Engine.Samples;

/// <summary>The sample's voxels: the scene seen through a microscope whose camera counts photons.</summary>
internal sealed class SampleVolume(SampleShape shape)
{
    private const int Block = 16;
    private readonly SampleScene _scene = new();

    /// <summary>Computes both channels.</summary>
    /// <param name="completed">Called with the steps, of <see cref="Steps"/>, that were finished since; from several threads.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <returns>Nuclei and membranes, each z × y × x counts in C order.</returns>
    public (ushort[] Nuclei, ushort[] Membranes) Compute(Action<int> completed, CancellationToken cancellationToken)
    {
        var nuclei = new ushort[shape.Voxels];
        var membranes = new ushort[shape.Voxels];
        var slabs = (shape.Depth + Block - 1) / Block;
        var rows = (shape.Height + Block - 1) / Block;
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, slabs * rows, options, index =>
        {
            var (slab, row) = (index / rows, index % rows);
            for (var column = 0; column < shape.Width; column += Block)
            {
                ComputeBlock(slab * Block, row * Block, column, nuclei, membranes);
            }

            completed(1);
        });
        return (nuclei, membranes);
    }

    /// <summary>How many steps <see cref="Compute"/> takes.</summary>
    public int Steps => ((shape.Depth + Block - 1) / Block) * ((shape.Height + Block - 1) / Block);

    private void ComputeBlock(int z0, int y0, int x0, ushort[] nuclei, ushort[] membranes)
    {
        var (z1, y1, x1) = (Math.Min(z0 + Block, shape.Depth), Math.Min(y0 + Block, shape.Height), Math.Min(x0 + Block, shape.Width));
        var center = Place((z0 + z1 - 1) / 2f, (y0 + y1 - 1) / 2f, (x0 + x1 - 1) / 2f);
        var radius = (Place(z1, y1, x1) - Place(z0, y0, x0)).Length / 2;
        var candidates = NearestCells.Candidates(center, radius, _scene.Cells.AsSpan());
        for (var z = z0; z < z1; z++)
        {
            for (var y = y0; y < y1; y++)
            {
                for (var x = x0; x < x1; x++)
                {
                    var place = Place(z, y, x);
                    var nearest = NearestCells.Find(place, candidates);
                    var index = (((z * shape.Height) + y) * shape.Width) + x;
                    nuclei[index] = Count(_scene.Nuclei(place, nearest), (ulong)index * 2);
                    membranes[index] = Count(_scene.Membranes(place, nearest), ((ulong)index * 2) + 1);
                }
            }
        }
    }

    private Point Place(float z, float y, float x) => new(
        z * SampleScene.Depth / shape.Depth, y * SampleScene.Extent / shape.Height, x * SampleScene.Extent / shape.Width);

    // Shot noise grows as the root of the light.
    private static ushort Count(float light, ulong key) =>
        (ushort)Math.Clamp(light + (0.9f * MathF.Sqrt(light) * Dice.Bell(key)), 0, ushort.MaxValue);
}
