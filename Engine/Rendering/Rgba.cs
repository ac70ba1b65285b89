namespace Lamella.Engine.Rendering;

/// <summary>One colour of 8 bits a component, sRGB, with straight (not premultiplied) alpha.</summary>
/// <param name="R">Red, 0 … 255.</param>
/// <param name="G">Green, 0 … 255.</param>
/// <param name="B">Blue, 0 … 255.</param>
/// <param name="A">Opacity; 255 is opaque.</param>
public readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>Opaque black.</summary>
    public static Rgba Black { get; } = new(0, 0, 0);

    /// <summary>Opaque white.</summary>
    public static Rgba White { get; } = new(255, 255, 255);

    /// <summary>Nothing at all.</summary>
    public static Rgba Transparent { get; }

    /// <summary>The four bytes R, G, B, A in memory order, as one little-endian number.</summary>
    public uint Packed => R | ((uint)G << 8) | ((uint)B << 16) | ((uint)A << 24);

    /// <summary>Luma of ITU-R BT.709 on the gamma-encoded components, 0 … 255, without alpha.</summary>
    public double Luma => (0.2126 * R) + (0.7152 * G) + (0.0722 * B);

    /// <summary>The colour whose memory bytes are R, G, B, A.</summary>
    /// <param name="packed">The four bytes as one little-endian number.</param>
    public static Rgba FromPacked(uint packed) =>
        new((byte)packed, (byte)(packed >> 8), (byte)(packed >> 16), (byte)(packed >> 24));

    /// <summary>An opaque colour from its usual hexadecimal form.</summary>
    /// <param name="rgb">0xRRGGBB; higher bits are ignored.</param>
    public static Rgba FromRgb(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}
