using System.Runtime.InteropServices;

namespace Lamella.Engine.Rendering;

/// <summary>A picture: rows from the top, pixels from the left, straight alpha, sRGB. It owns its pixels.</summary>
public sealed class RgbaImage
{
    private readonly uint[] _pixels;

    /// <summary>Creates a transparent picture.</summary>
    /// <param name="height">Rows, ≥ 0.</param>
    /// <param name="width">Pixels a row, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    /// <exception cref="OverflowException">The picture has 2³¹ pixels or more.</exception>
    public RgbaImage(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        Height = height;
        Width = width;
        _pixels = new uint[checked(height * width)];
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>All pixels in C order, each as <see cref="Rgba.Packed"/>; writable.</summary>
    public Span<uint> Pixels => _pixels;

    /// <summary>All pixels as bytes R, G, B, A; writable.</summary>
    public Span<byte> Bytes => MemoryMarshal.AsBytes(Pixels);

    /// <summary>The pixels of one row; writable.</summary>
    /// <param name="y">The row, 0 is the topmost.</param>
    public Span<uint> Row(int y) => Pixels.Slice(y * Width, Width);

    /// <summary>One pixel.</summary>
    /// <param name="y">The row, 0 is the topmost.</param>
    /// <param name="x">The column, 0 is the leftmost.</param>
    public Rgba this[int y, int x]
    {
        get => Rgba.FromPacked(Row(y)[x]);
        set => Row(y)[x] = value.Packed;
    }

    /// <summary>Gives every pixel one colour.</summary>
    /// <param name="color">The colour.</param>
    public void Fill(Rgba color) => Pixels.Fill(color.Packed);
}
