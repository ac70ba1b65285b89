namespace Lamella.Contracts.Arrays;

/// <summary>
/// The element type of an array, by Zarr v3's <c>data_type</c> names. Elements in memory and on the wire are always
/// little-endian, whatever the byte order of the store.
/// </summary>
[GenerateSerializer]
public enum DataType : byte
{
    /// <summary>One byte; 0 is false, 1 is true.</summary>
    Bool = 0,

    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 1,

    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8 = 2,

    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 3,

    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = 4,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 5,

    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = 6,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 7,

    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = 8,

    /// <summary>IEEE 754 binary16.</summary>
    Float16 = 9,

    /// <summary>IEEE 754 binary32.</summary>
    Float32 = 10,

    /// <summary>IEEE 754 binary64.</summary>
    Float64 = 11,

    /// <summary>Two binary32 values, real part first; 8 bytes.</summary>
    Complex64 = 12,

    /// <summary>Two binary64 values, real part first; 16 bytes.</summary>
    Complex128 = 13,
}
