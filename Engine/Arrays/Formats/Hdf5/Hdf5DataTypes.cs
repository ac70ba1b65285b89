using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using PureHDF;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>HDF5's classes of types.</summary>
internal static class Hdf5DataTypes
{
    /// <summary>The element type; null where it is none that arrays here can have.</summary>
    /// <param name="type">The dataset's type. Enumerations are their numbers.</param>
    public static DataType? TryFind(IH5DataType type) => (type.Class, type.Size) switch
    {
        (H5DataTypeClass.FixedPoint, 1) => type.FixedPoint.IsSigned ? DataType.Int8 : DataType.UInt8,
        (H5DataTypeClass.FixedPoint, 2) => type.FixedPoint.IsSigned ? DataType.Int16 : DataType.UInt16,
        (H5DataTypeClass.FixedPoint, 4) => type.FixedPoint.IsSigned ? DataType.Int32 : DataType.UInt32,
        (H5DataTypeClass.FixedPoint, 8) => type.FixedPoint.IsSigned ? DataType.Int64 : DataType.UInt64,
        (H5DataTypeClass.FloatingPoint, 2) => DataType.Float16,
        (H5DataTypeClass.FloatingPoint, 4) => DataType.Float32,
        (H5DataTypeClass.FloatingPoint, 8) => DataType.Float64,
        (H5DataTypeClass.Enumerated, _) => TryFind(type.Enumeration.BaseType),
        _ => null,
    };

    /// <summary>The element type.</summary>
    /// <param name="type">The dataset's type.</param>
    /// <param name="path">The dataset, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unsupported"/>.</exception>
    public static DataType Find(IH5DataType type, string path) => TryFind(type)
        ?? throw new LamellaException(
            LamellaErrorCode.Unsupported, $"{path}: HDF5's type {type.Class} of {type.Size} bytes is not supported.", path);
}
