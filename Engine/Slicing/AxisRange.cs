namespace Lamella.Engine.Slicing;

/// <summary>Indices along one axis of an array.</summary>
/// <param name="Start">First index.</param>
/// <param name="Stop">One past the last index; never below <paramref name="Start"/>.</param>
public readonly record struct AxisRange(long Start, long Stop)
{
    /// <summary>Number of indices.</summary>
    public long Count => Stop - Start;

    /// <summary>A single index.</summary>
    /// <param name="index">The index.</param>
    public static AxisRange At(long index) => new(index, index + 1);

    /// <summary>All indices of an axis.</summary>
    /// <param name="length">Elements along the axis.</param>
    public static AxisRange All(long length) => new(0, length);
}
