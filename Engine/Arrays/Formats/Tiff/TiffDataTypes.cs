using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>TIFF's BitsPerSample and SampleFormat as element types.</summary>
internal static class TiffDataTypes
{
    /// <summary>The element type, or why there is none.</summary>
    /// <param name="bits">BitsPerSample; -1 where samples differ.</param>
    /// <param name="format">SampleFormat: 1 unsigned, 2 signed, 3 float, 4 undefined, 6 complex float; -1 where samples differ.</param>
    public static (DataType DataType, string? Objection) Find(long bits, long format) => (format, bits) switch
    {
        (1 or 4, 8) => (DataType.UInt8, null),
        (1 or 4, 16) => (DataType.UInt16, null),
        (1 or 4, 32) => (DataType.UInt32, null),
        (1 or 4, 64) => (DataType.UInt64, null),
        (2, 8) => (DataType.Int8, null),
        (2, 16) => (DataType.Int16, null),
        (2, 32) => (DataType.Int32, null),
        (2, 64) => (DataType.Int64, null),
        (3, 16) => (DataType.Float16, null),
        (3, 32) => (DataType.Float32, null),
        (3, 64) => (DataType.Float64, null),
        (6, 64) => (DataType.Complex64, null),
        (6, 128) => (DataType.Complex128, null),
        (-1, _) or (_, -1) => (DataType.UInt8, "samples of different types"),
        _ => (DataType.UInt8, $"samples of {bits} bits of SampleFormat {format}"),
    };
}
