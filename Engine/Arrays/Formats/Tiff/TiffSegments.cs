namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Where the segments of one page lie, not trusted.</summary>
/// <param name="Offsets">First bytes.</param>
/// <param name="Lengths">Numbers of bytes.</param>
internal sealed record TiffSegments(long[] Offsets, long[] Lengths)
{
    /// <summary>Bytes of memory that the tables take.</summary>
    public long ByteLength => 8L * (Offsets.Length + Lengths.Length);
}
