using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Multiscale;

/// <summary>
/// napari's <c>corner_pixels</c>: a box of one resolution level, both ends <em>inclusive</em>, in that level's own indices,
/// one number for each of the layer's axes.
/// </summary>
/// <param name="Low">The first pixel per axis.</param>
/// <param name="High">The last pixel per axis.</param>
public sealed record CornerPixels(ImmutableArray<long> Low, ImmutableArray<long> High)
{
    /// <summary>The indices along an axis, cut off at the level's ends.</summary>
    /// <param name="axis">The layer's axis.</param>
    /// <param name="length">Elements of the level along it.</param>
    public AxisRange Range(int axis, long length)
    {
        var start = Math.Clamp(Low[axis], 0, Math.Max(0, length - 1));
        return new AxisRange(start, Math.Clamp(High[axis] + 1, start, length));
    }

    /// <summary>Whether another box of the same level lies within this one on some axes.</summary>
    /// <param name="other">The other box.</param>
    /// <param name="axes">The axes that count.</param>
    public bool Contains(CornerPixels other, ImmutableArray<int> axes) =>
        axes.All(axis => Low[axis] <= other.Low[axis] && other.High[axis] <= High[axis]);

    /// <inheritdoc/>
    public bool Equals(CornerPixels? other) =>
        other is not null && Low.AsSpan().SequenceEqual(other.Low.AsSpan()) && High.AsSpan().SequenceEqual(other.High.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low.Length, Low.Sum(), High.Sum());
}
