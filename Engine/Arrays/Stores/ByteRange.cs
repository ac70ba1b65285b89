namespace Lamella.Engine.Arrays.Stores;

/// <summary>A part of a store's value: from an offset on, or the last bytes.</summary>
public readonly record struct ByteRange
{
    private ByteRange(long offset, int length, bool isSuffix)
    {
        Offset = offset;
        Length = length;
        IsSuffix = isSuffix;
    }

    /// <summary>First byte; 0 for a suffix, whose offset only the store knows.</summary>
    public long Offset { get; }

    /// <summary>Number of bytes.</summary>
    public int Length { get; }

    /// <summary>Whether the range is the value's last <see cref="Length"/> bytes.</summary>
    public bool IsSuffix { get; }

    /// <summary>The bytes <c>[offset, offset + length)</c>.</summary>
    /// <param name="offset">First byte, ≥ 0.</param>
    /// <param name="length">Number of bytes, ≥ 0.</param>
    public static ByteRange At(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new ByteRange(offset, length, isSuffix: false);
    }

    /// <summary>The last bytes of the value.</summary>
    /// <param name="length">Number of bytes, ≥ 0.</param>
    public static ByteRange Last(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new ByteRange(0, length, isSuffix: true);
    }

    /// <summary>Where the range lies in a value of known length; shorter where the value ends before.</summary>
    /// <param name="valueLength">Bytes of the whole value.</param>
    public (long Offset, int Length) Within(long valueLength)
    {
        var offset = IsSuffix ? Math.Max(0, valueLength - Length) : Math.Min(Offset, valueLength);
        return (offset, (int)Math.Min(Length, valueLength - offset));
    }
}
