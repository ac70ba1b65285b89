using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Nifti;

/// <summary>NIfTI's numbers for element types.</summary>
internal static class NiftiDataTypes
{
    /// <summary>The element type.</summary>
    /// <param name="header">The header.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unsupported"/>; <see cref="LamellaErrorCode.InvalidMetadata"/>: bitpix says something else.
    /// </exception>
    public static DataType Find(NiftiHeader header, string path)
    {
        var dataType = header.DataTypeCode switch
        {
            2 => DataType.UInt8,
            4 => DataType.Int16,
            8 => DataType.Int32,
            16 => DataType.Float32,
            32 => DataType.Complex64,
            64 => DataType.Float64,
            256 => DataType.Int8,
            512 => DataType.UInt16,
            768 => DataType.UInt32,
            1024 => DataType.Int64,
            1280 => DataType.UInt64,
            1792 => DataType.Complex128,
            var code => throw new LamellaException(
                LamellaErrorCode.Unsupported, $"{path}: NIfTI's data type {code}{Name(code)} is not supported.", path),
        };
        var bits = 8 * dataType.ItemSize();
        return header.BitPix == bits
            ? dataType
            : throw new LamellaException(
                LamellaErrorCode.InvalidMetadata,
                $"{path}: data type {dataType.ZarrName()} has {bits} bits, but bitpix is {header.BitPix}.",
                path,
                expected: $"{bits}",
                got: $"{header.BitPix}");
    }

    private static string Name(int code) => code switch
    {
        1 => " (single bits)",
        128 => " (RGB24)",
        1536 => " (float128)",
        2048 => " (complex256)",
        2304 => " (RGBA32)",
        _ => string.Empty,
    };
}
