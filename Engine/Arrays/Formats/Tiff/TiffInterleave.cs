using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Puts samples that lie apart side by side.</summary>
internal static class TiffInterleave
{
    /// <summary>Puts one sample of each pixel in its place.</summary>
    /// <param name="plane">The sample's values.</param>
    /// <param name="pixels">Receives them: <paramref name="samples"/> times as long.</param>
    /// <param name="sample">Which sample.</param>
    /// <param name="samples">Values of a pixel.</param>
    /// <param name="itemSize">Bytes of a value.</param>
    public static void Scatter(ReadOnlySpan<byte> plane, Span<byte> pixels, int sample, int samples, int itemSize)
    {
        switch (itemSize)
        {
            case 1:
                Scatter(plane, pixels, sample, samples);
                break;
            case 2:
                Scatter(MemoryMarshal.Cast<byte, ushort>(plane), MemoryMarshal.Cast<byte, ushort>(pixels), sample, samples);
                break;
            case 4:
                Scatter(MemoryMarshal.Cast<byte, uint>(plane), MemoryMarshal.Cast<byte, uint>(pixels), sample, samples);
                break;
            case 8:
                Scatter(MemoryMarshal.Cast<byte, ulong>(plane), MemoryMarshal.Cast<byte, ulong>(pixels), sample, samples);
                break;
            default:
                Scatter(MemoryMarshal.Cast<byte, UInt128>(plane), MemoryMarshal.Cast<byte, UInt128>(pixels), sample, samples);
                break;
        }
    }

    private static void Scatter<T>(ReadOnlySpan<T> plane, Span<T> pixels, int sample, int samples)
        where T : unmanaged
    {
        var target = sample;
        foreach (var value in plane)
        {
            pixels[target] = value;
            target += samples;
        }
    }
}
