using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Delays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Memory;

namespace Lamella.Cli.Bench;

/// <summary>
/// Opens <c>bench:ram</c>, planes of uint16 in memory, and <c>bench:N</c>, the same in chunks as if on storage that takes N
/// milliseconds a read; everything else as Lamella does.
/// </summary>
internal sealed class BenchImages(TimeProvider time) : IImageOpener
{
    /// <summary>Number of planes.</summary>
    public const int Planes = 32;

    /// <summary>Rows and columns of a plane: 8 MiB of uint16.</summary>
    public const int Size = 2048;

    private const int Chunk = 512;

    /// <summary>Bytes of a plane.</summary>
    public const long PlaneBytes = (long)Size * Size * sizeof(ushort);

    /// <summary>Bytes of a chunk of the slow image.</summary>
    public const long ChunkBytes = (long)Chunk * Chunk * sizeof(ushort);

    private readonly FormatRegistry _formats = FormatRegistry.CreateDefault(timeProvider: time);
    private readonly ushort[] _pixels = new ushort[Planes * Size * Size];
    private readonly Dictionary<int, ReadDelay> _delays = [];

    /// <summary>The image in memory.</summary>
    public static string Ram => "bench:ram";

    /// <summary>The image on slow storage.</summary>
    public static string Slow(int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"bench:{milliseconds}");

    /// <summary>The wait of a slow image, with its counters.</summary>
    public ReadDelay DelayOf(int milliseconds)
    {
        lock (_delays)
        {
            return _delays.TryGetValue(milliseconds, out var known)
                ? known
                : _delays[milliseconds] = new ReadDelay(TimeSpan.FromMilliseconds(milliseconds), time);
        }
    }

    /// <inheritdoc/>
    public ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken)
    {
        if (uri == Ram)
        {
            return ValueTask.FromResult(Image(uri, MemoryArray.From(_pixels, DataType.UInt16, [Planes, Size, Size])));
        }

        return uri.StartsWith("bench:", StringComparison.Ordinal) && int.TryParse(uri.AsSpan(6), CultureInfo.InvariantCulture, out var milliseconds)
            ? ValueTask.FromResult(Image(uri, new DelayedArray(
                MemoryArray.From(_pixels, DataType.UInt16, [Planes, Size, Size], [1, Chunk, Chunk]), DelayOf(milliseconds))))
            : _formats.OpenAsync(uri, cancellationToken);
    }

    private static OpenedImage Image(string uri, IChunkedArray array) => new()
    {
        Uri = uri,
        Levels = [array],
        Axes = [new ImageAxis("z", "space", null), new ImageAxis("y", "space", null), new ImageAxis("x", "space", null)],
        LevelTransforms = [AffineTransform.Identity(3)],
        Format = "bench",
    };
}
