using System.Globalization;
using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Samples;

/// <summary>Writes a volume to look at: OME-Zarr 0.4, two channels, three levels, the same bytes on every machine.</summary>
public static class SampleWriter
{
    /// <summary>Channels of the sample: nuclei and membranes.</summary>
    public const int Channels = 2;

    // Level 1 makes voxels isotropic (½ µm) at the default shape; level 2 halves all axes.
    private static readonly SampleShape[] LevelFactors = [new(1, 2, 2), new(2, 2, 2)];

    /// <summary>
    /// Writes the sample under a temporary name beside its place, and renames it at the end, so that there is never half
    /// a sample. On failure or cancellation nothing is left behind.
    /// </summary>
    /// <param name="path">The folder to make, by custom ending in <c>.zarr</c>.</param>
    /// <param name="overwrite">Whether a Zarr that is already there may be replaced.</param>
    /// <param name="shape">How finely; <see cref="SampleShape.Default"/> otherwise.</param>
    /// <param name="progress">Told the share that is done, 0 … 1; from several threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: there is something already, or the shape is out of bounds;
    /// <see cref="LamellaErrorCode.StoreFailed"/>: no permission, disk full.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<long> WriteAsync(
        string path, bool overwrite, SampleShape? shape, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        shape ??= SampleShape.Default;
        shape.Validate();
        var place = new SamplePlace(path, overwrite);
        place.RefuseIfTaken();
        try
        {
            var bytes = await WriteLevelsAsync(place.Temporary, shape, new StepCounter(progress), cancellationToken).ConfigureAwait(false);
            place.Publish();
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LamellaException(
                LamellaErrorCode.StoreFailed,
                $"Cannot write the sample to {path}: {error.Message.ReplaceLineEndings(" ")} Choose another folder, or make room.",
                path,
                innerException: error);
        }
        finally
        {
            place.RemoveTemporary();
        }
    }

    private static async Task<long> WriteLevelsAsync(
        string root, SampleShape shape, StepCounter steps, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        var volume = new SampleVolume(shape);
        var shapes = Shapes(shape);
        var chunks = shapes.Select(ChunkCount).ToArray();

        // Computing takes about nine tenths of the time.
        const int ComputingShare = 9;
        var weight = Math.Max(1, ComputingShare * chunks.Sum() / volume.Steps);
        steps.Total = (weight * volume.Steps) + chunks.Sum();
        var (nuclei, membranes) = volume.Compute(count => steps.Add(count * weight), cancellationToken);

        var bytes = await WriteDocumentsAsync(root, shapes, cancellationToken).ConfigureAwait(false);
        for (var level = 0; level < shapes.Length; level++)
        {
            if (level > 0)
            {
                nuclei = Downsampling.Halve(nuclei, shapes[level - 1], LevelFactors[level - 1]).Voxels;
                membranes = Downsampling.Halve(membranes, shapes[level - 1], LevelFactors[level - 1]).Voxels;
            }

            var folder = Path.Combine(root, level.ToString(CultureInfo.InvariantCulture));
            bytes += await WriteChannelAsync(folder, 0, nuclei, shapes[level], steps, cancellationToken).ConfigureAwait(false);
            bytes += await WriteChannelAsync(folder, 1, membranes, shapes[level], steps, cancellationToken).ConfigureAwait(false);
        }

        return bytes;
    }

    private static async Task<long> WriteDocumentsAsync(string root, SampleShape[] shapes, CancellationToken cancellationToken)
    {
        var bytes = await WriteAsync(Path.Combine(root, ".zgroup"), SampleMetadata.Group(), cancellationToken).ConfigureAwait(false);
        bytes += await WriteAsync(Path.Combine(root, ".zattrs"), SampleMetadata.Attributes(shapes), cancellationToken).ConfigureAwait(false);
        for (var level = 0; level < shapes.Length; level++)
        {
            var document = Path.Combine(root, level.ToString(CultureInfo.InvariantCulture), ".zarray");
            bytes += await WriteAsync(document, SampleMetadata.Array(shapes[level]), cancellationToken).ConfigureAwait(false);
        }

        return bytes;
    }

    private static async Task<long> WriteChannelAsync(
        string folder, int channel, ushort[] voxels, SampleShape shape, StepCounter steps, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        var chunk = SampleMetadata.ChunkShape;
        var (rows, columns) = (Chunks(shape.Height, chunk.Height), Chunks(shape.Width, chunk.Width));
        await Parallel.ForAsync(0, ChunkCount(shape) / Channels, cancellationToken, async (index, token) =>
        {
            var (z, y, x) = (index / (rows * columns), index / columns % rows, index % columns);
            var encoded = BloscEncoder.Encode(MemoryMarshal.AsBytes(Cut(voxels, shape, z, y, x).AsSpan()), sizeof(ushort));
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{channel}/{z}/{y}/{x}"));
            Interlocked.Add(ref bytes, await WriteAsync(file, encoded, token).ConfigureAwait(false));
            steps.Add(1);
        }).ConfigureAwait(false);
        return bytes;
    }

    private static ushort[] Cut(ushort[] voxels, SampleShape shape, int chunkZ, int chunkY, int chunkX)
    {
        var chunk = SampleMetadata.ChunkShape;
        var (z0, y0, x0) = (chunkZ * chunk.Depth, chunkY * chunk.Height, chunkX * chunk.Width);
        var cut = new ushort[chunk.Voxels];
        var width = Math.Min(chunk.Width, shape.Width - x0);
        for (var z = z0; z < Math.Min(z0 + chunk.Depth, shape.Depth); z++)
        {
            for (var y = y0; y < Math.Min(y0 + chunk.Height, shape.Height); y++)
            {
                voxels.AsSpan((((z * shape.Height) + y) * shape.Width) + x0, width)
                    .CopyTo(cut.AsSpan((((z - z0) * chunk.Height) + (y - y0)) * chunk.Width));
            }
        }

        return cut;
    }

    private static async Task<long> WriteAsync(string file, byte[] content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, content, cancellationToken).ConfigureAwait(false);
        return content.Length;
    }

    private static SampleShape[] Shapes(SampleShape finest)
    {
        var shapes = new List<SampleShape> { finest };
        foreach (var factors in LevelFactors)
        {
            var last = shapes[^1];
            shapes.Add(new(Chunks(last.Depth, factors.Depth), Chunks(last.Height, factors.Height), Chunks(last.Width, factors.Width)));
        }

        return [.. shapes];
    }

    private static int ChunkCount(SampleShape shape)
    {
        var chunk = SampleMetadata.ChunkShape;
        return Channels * Chunks(shape.Depth, chunk.Depth) * Chunks(shape.Height, chunk.Height) * Chunks(shape.Width, chunk.Width);
    }

    private static int Chunks(int extent, int chunk) => (extent + chunk - 1) / chunk;
}
