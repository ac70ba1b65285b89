using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Codecs.Filters;

/// <summary>The element type on one side of a filter, with its byte order.</summary>
/// <param name="DataType">The type; neither boolean nor complex.</param>
/// <param name="IsBigEndian">Whether numbers are stored big-endian.</param>
internal readonly record struct FilterType(DataType DataType, bool IsBigEndian)
{
    /// <summary>Bytes of an element.</summary>
    public int ItemSize => DataType.ItemSize();

    /// <summary>Whether filters can compute with it.</summary>
    public bool IsNumber => DataType is not (DataType.Bool or DataType.Complex64 or DataType.Complex128);

    /// <summary>NumPy's type string.</summary>
    public override string ToString() => IsBigEndian ? DataType.NumpyDescr().Replace('<', '>') : DataType.NumpyDescr();
}
