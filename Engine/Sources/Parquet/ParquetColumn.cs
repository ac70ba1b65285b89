using Lamella.Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Lamella.Engine.Sources.Parquet;

/// <summary>A column being read, row group after row group.</summary>
internal abstract class ParquetColumn
{
    /// <summary>Whether a column is of a type that a table can hold.</summary>
    /// <param name="field">The column.</param>
    public static bool IsSupported(DataField field) =>
        IsText(field) || Type.GetTypeCode(field.ClrType) is >= TypeCode.Boolean and <= TypeCode.Double and not TypeCode.Char;

    /// <summary>A column that receives the values of a field.</summary>
    /// <param name="field">The field, of a supported type.</param>
    /// <param name="rows">Number of rows in all row groups.</param>
    public static ParquetColumn For(DataField field, int rows) => Type.GetTypeCode(field.ClrType) switch
    {
        TypeCode.Single => new ParquetNumbers<float, float>(field.Name, rows),
        TypeCode.Double => new ParquetNumbers<double, double>(field.Name, rows),
        TypeCode.SByte => new ParquetNumbers<sbyte, double>(field.Name, rows),
        TypeCode.Byte => new ParquetNumbers<byte, double>(field.Name, rows),
        TypeCode.Int16 => new ParquetNumbers<short, double>(field.Name, rows),
        TypeCode.UInt16 => new ParquetNumbers<ushort, double>(field.Name, rows),
        TypeCode.Int32 => new ParquetNumbers<int, double>(field.Name, rows),
        TypeCode.UInt32 => new ParquetNumbers<uint, double>(field.Name, rows),
        TypeCode.Int64 => new ParquetNumbers<long, double>(field.Name, rows),
        TypeCode.UInt64 => new ParquetNumbers<ulong, double>(field.Name, rows),
        TypeCode.Boolean => new ParquetBooleans(field.Name, rows),
        _ => new ParquetTexts(field.Name),
    };

    /// <summary>Adds the values of a row group.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column's field in that file.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    public abstract ValueTask AddAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken);

    /// <summary>The column.</summary>
    public abstract TableColumn Build();

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);
}
