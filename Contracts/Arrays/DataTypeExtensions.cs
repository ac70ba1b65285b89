namespace Lamella.Contracts.Arrays;

/// <summary>Facts about a <see cref="DataType"/>.</summary>
public static class DataTypeExtensions
{
    /// <summary>Bytes of one element: 1, 2, 4, 8 or 16.</summary>
    /// <param name="dataType">The element type.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static int ItemSize(this DataType dataType) => dataType switch
    {
        DataType.Bool or DataType.Int8 or DataType.UInt8 => 1,
        DataType.Int16 or DataType.UInt16 or DataType.Float16 => 2,
        DataType.Int32 or DataType.UInt32 or DataType.Float32 => 4,
        DataType.Int64 or DataType.UInt64 or DataType.Float64 or DataType.Complex64 => 8,
        DataType.Complex128 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not a data type."),
    };

    /// <summary>The type's Zarr v3 name, such as <c>uint16</c>.</summary>
    /// <param name="dataType">The element type.</param>
    public static string ZarrName(this DataType dataType) => dataType.ToString().ToLowerInvariant();

    /// <summary>NumPy's array-protocol string, little-endian, such as <c>&lt;u2</c> or <c>|b1</c>.</summary>
    /// <param name="dataType">The element type.</param>
    public static string NumpyDescr(this DataType dataType)
    {
        var size = dataType.ItemSize();
        var kind = dataType switch
        {
            DataType.Bool => 'b',
            DataType.Int8 or DataType.Int16 or DataType.Int32 or DataType.Int64 => 'i',
            DataType.UInt8 or DataType.UInt16 or DataType.UInt32 or DataType.UInt64 => 'u',
            DataType.Complex64 or DataType.Complex128 => 'c',
            _ => 'f',
        };
        return $"{(size == 1 ? '|' : '<')}{kind}{size}";
    }

    /// <summary>Bytes of one number: an element's, or half of it where elements are complex. Byte order applies to numbers.</summary>
    /// <param name="dataType">The element type.</param>
    public static int NumberSize(this DataType dataType) =>
        dataType is DataType.Complex64 or DataType.Complex128 ? dataType.ItemSize() / 2 : dataType.ItemSize();

    /// <summary>Whether elements are integers or booleans.</summary>
    /// <param name="dataType">The element type.</param>
    public static bool IsInteger(this DataType dataType) => dataType <= DataType.UInt64;
}
