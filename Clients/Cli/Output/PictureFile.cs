using Lamella.Cli.Images;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;

namespace Lamella.Cli.Output;

/// <summary>The file of a screenshot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LongestSide">Pixels along the longer side; null takes one for the finest element.</param>
/// <param name="Interpolation">How images are drawn between their elements.</param>
internal sealed record PictureFile(string Name, int? LongestSide, Interpolation Interpolation)
{
    private const int GreatestSide = 16384;

    /// <summary>Throws where the file cannot be.</summary>
    /// <exception cref="UsageException">No PNG, or no such size.</exception>
    public void Check()
    {
        if (!Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"A screenshot is a PNG; '{Name}' does not end in .png.");
        }

        if (LongestSide is < 1 or > GreatestSide)
        {
            throw new UsageException($"A picture of {LongestSide} pixels cannot be; give --size 1 … {GreatestSide}.");
        }
    }

    /// <summary>Draws and writes it.</summary>
    /// <param name="view">The slices.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public Task WriteAsync(SlicedView view, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(Name, PngEncoder.Encode(ViewPicture.Draw(view, LongestSide, Interpolation)), cancellationToken);
}
