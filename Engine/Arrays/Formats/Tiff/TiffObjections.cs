using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>What is valid TIFF, but not read here; by name.</summary>
internal static class TiffObjections
{
    /// <summary>Why the pixels of a layout cannot be read; null where they can.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="fillOrder">FillOrder: 2 is reversed bits.</param>
    public static string? Find(TiffLayout layout, long fillOrder) => layout switch
    {
        {
            Compression: not (TiffCompression.None or TiffCompression.Lzw or TiffCompression.AdobeDeflate or TiffCompression.Deflate
            or TiffCompression.PackBits or TiffCompression.Zstd)
        } =>
            Enum.IsDefined(layout.Compression) ? $"compression {layout.Compression}" : $"compression {(int)layout.Compression}",
        { Predictor: not (1 or 2 or 3) } => $"predictor {layout.Predictor}",
        { Predictor: 3, DataType: not (DataType.Float16 or DataType.Float32 or DataType.Float64) } =>
            $"predictor 3 (floating point) of {layout.DataType.ZarrName()} pixels",
        { Predictor: 2, DataType: DataType.Complex64 or DataType.Complex128 } => "predictor 2 of complex pixels",
        { Photometric: 6 } => "YCbCr pixels",
        _ when fillOrder == 2 => "FillOrder 2 (reversed bits)",
        _ => null,
    };
}
