using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Rendering;

/// <summary>Planes whose last axis holds the samples of RGB or RGBA.</summary>
public static class RgbData
{
    /// <summary>
    /// Makes a picture of RGB(A) data. Unsigned 8-bit samples are taken as they are, floating point ones as 0 … 1 and
    /// clipped, other integers are scaled from their type's range (SLICING TH3). NaN is 0.
    /// </summary>
    /// <param name="elements">Height × width × samples elements in C order, little-endian.</param>
    /// <param name="dataType">The element type; not complex.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="samples">3 for RGB, 4 for RGBA.</param>
    /// <exception cref="ArgumentException">The extents and the bytes do not go together, or the type is complex.</exception>
    public static RgbaImage ToImage(ReadOnlySpan<byte> elements, DataType dataType, int height, int width, int samples)
    {
        if (samples is not (3 or 4))
        {
            throw new ArgumentException($"A colour has 3 or 4 samples, not {samples}.", nameof(samples));
        }

        if (elements.Length != (long)height * width * samples * dataType.ItemSize())
        {
            throw new ArgumentException(
                $"{elements.Length} bytes are not {height}×{width}×{samples} elements of {dataType.ZarrName()}.", nameof(elements));
        }

        var image = new RgbaImage(height, width);
        switch (dataType)
        {
            case DataType.UInt8: Convert<byte>(elements, samples, static value => value, image); break;
            case DataType.Bool: Convert<byte>(elements, samples, static value => value == 0 ? (byte)0 : (byte)255, image); break;
            case DataType.Int8: Convert<sbyte>(elements, samples, Scaled<sbyte>, image); break;
            case DataType.Int16: Convert<short>(elements, samples, Scaled<short>, image); break;
            case DataType.UInt16: Convert<ushort>(elements, samples, Scaled<ushort>, image); break;
            case DataType.Int32: Convert<int>(elements, samples, Scaled<int>, image); break;
            case DataType.UInt32: Convert<uint>(elements, samples, Scaled<uint>, image); break;
            case DataType.Int64: Convert<long>(elements, samples, Scaled<long>, image); break;
            case DataType.UInt64: Convert<ulong>(elements, samples, Scaled<ulong>, image); break;
            case DataType.Float16: Convert<Half>(elements, samples, static value => Unit((double)value), image); break;
            case DataType.Float32: Convert<float>(elements, samples, static value => Unit(value), image); break;
            case DataType.Float64: Convert<double>(elements, samples, Unit, image); break;
            default: throw new ArgumentException($"Colours are not made of {dataType.ZarrName()} samples.", nameof(dataType));
        }

        return image;
    }

    private static byte Unit(double value) => double.IsNaN(value) ? (byte)0 : (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);

    private static byte Scaled<T>(T value)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var low = double.CreateChecked(T.MinValue);
        return Unit((double.CreateChecked(value) - low) / (double.CreateChecked(T.MaxValue) - low));
    }

    private static void Convert<T>(ReadOnlySpan<byte> elements, int samples, Func<T, byte> toByte, RgbaImage image)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(elements);
        var pixels = image.Pixels;
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            var sample = values.Slice(pixel * samples, samples);
            var alpha = samples == 4 ? toByte(sample[3]) : byte.MaxValue;
            pixels[pixel] = new Rgba(toByte(sample[0]), toByte(sample[1]), toByte(sample[2]), alpha).Packed;
        }
    }
}
