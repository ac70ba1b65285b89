using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>A picture that is not finished. Whoever receives it owns its pixels and disposes it once.</summary>
/// <param name="pixels">The pixels, of the shape and type of the finished slice.</param>
/// <param name="parts">Which level each part is from.</param>
public sealed class PartialImage(SlicedArray pixels, LevelMap parts) : IDisposable
{
    /// <summary>The pixels.</summary>
    public SlicedArray Pixels => pixels;

    /// <summary>Which level each part is from.</summary>
    public LevelMap Parts => parts;

    /// <summary>Gives the pixels back.</summary>
    public void Dispose() => pixels.Dispose();
}
