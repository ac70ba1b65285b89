using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Npy;

/// <summary>NumPy's array-protocol type strings, such as <c>&lt;u2</c>, <c>&gt;f8</c>, <c>|b1</c>.</summary>
internal static class NpyDescr
{
    /// <summary>The type and byte order that a string names.</summary>
    /// <param name="descr">The string.</param>
    /// <param name="path">Named in the error.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unsupported"/>: strings, dates, objects, other sizes.</exception>
    public static (DataType DataType, bool IsBigEndian) Parse(string descr, string path)
    {
        var hasOrder = descr.Length > 0 && descr[0] is '<' or '>' or '|' or '=';
        var dataType = (hasOrder ? descr[1..] : descr) switch
        {
            "b1" or "?" => DataType.Bool,
            "i1" => DataType.Int8,
            "u1" => DataType.UInt8,
            "i2" => DataType.Int16,
            "u2" => DataType.UInt16,
            "i4" => DataType.Int32,
            "u4" => DataType.UInt32,
            "i8" => DataType.Int64,
            "u8" => DataType.UInt64,
            "f2" => DataType.Float16,
            "f4" => DataType.Float32,
            "f8" => DataType.Float64,
            "c8" => DataType.Complex64,
            "c16" => DataType.Complex128,
            _ => throw new LamellaException(
                LamellaErrorCode.Unsupported,
                $"{path}: elements of type '{descr}' are not supported; numbers of 1 to 16 bytes and booleans are.",
                path,
                got: descr),
        };
        return (dataType, descr[0] == '>');
    }
}
