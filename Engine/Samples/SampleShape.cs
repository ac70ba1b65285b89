using Lamella.Contracts.Errors;

namespace Lamella.Engine.Samples;

/// <summary>How finely the sample is sampled; its size in micrometers is always the same.</summary>
/// <param name="Depth">Planes along z.</param>
/// <param name="Height">Rows along y.</param>
/// <param name="Width">Columns along x.</param>
public sealed record SampleShape(int Depth, int Height, int Width)
{
    /// <summary>64 × 512 × 512: with two channels and three levels about 90 MB before compression.</summary>
    public static SampleShape Default { get; } = new(64, 512, 512);

    /// <summary>Voxels of one channel.</summary>
    public int Voxels => checked(Depth * Height * Width);

    /// <summary>Throws where an extent is out of bounds.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>.</exception>
    public void Validate()
    {
        const int Least = 4;
        const long MostVoxels = 1L << 30;
        if (Math.Min(Depth, Math.Min(Height, Width)) < Least || (long)Depth * Height * Width > MostVoxels)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"A sample of {Depth}×{Height}×{Width} cannot be made; each extent is at least {Least}, and all together at most {MostVoxels} voxels.",
                expected: $"{Least} … {MostVoxels}",
                got: $"{Depth}×{Height}×{Width}");
        }
    }
}
