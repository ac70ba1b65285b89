using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Memory;

namespace Lamella.Benchmarks.Slicing;

/// <summary>Opens <c>ram:</c> as four planes of 2048 × 2048 uint16 in memory, and everything else as Lamella does.</summary>
internal sealed class RamImage : IImageOpener
{
    public const string Uri = "ram:";

    private readonly FormatRegistry _formats = FormatRegistry.CreateDefault();

    public OpenedImage Image { get; } = new()
    {
        Uri = Uri,
        Levels = [MemoryArray.From(new ushort[4 * 2048 * 2048], DataType.UInt16, [4, 2048, 2048])],
        Axes = [new ImageAxis("z", "space", null), new ImageAxis("y", "space", null), new ImageAxis("x", "space", null)],
        LevelTransforms = [AffineTransform.Identity(3)],
        Format = "memory",
    };

    public ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken) =>
        uri == Uri ? ValueTask.FromResult(Image) : _formats.OpenAsync(uri, cancellationToken);
}
