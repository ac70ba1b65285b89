using System.Numerics;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Lamella.Engine.Sources.Parquet;

/// <summary>A column of numbers being read.</summary>
/// <typeparam name="TFile">The type in the file.</typeparam>
/// <typeparam name="T">The type in the table: <see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class ParquetNumbers<TFile, T>(string name, int rows) : ParquetColumn
    where TFile : unmanaged, INumberBase<TFile>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values = new T[rows];
    private int _count;

    public override async ValueTask AddAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var count = checked((int)group.RowCount);
        if (field.IsNullable)
        {
            var values = new TFile?[count];
            await group.ReadAsync<TFile>(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
            foreach (var value in values)
            {
                _values[_count++] = value is { } number ? T.CreateTruncating(number) : T.NaN;
            }
        }
        else
        {
            var values = new TFile[count];
            await group.ReadAsync<TFile>(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
            foreach (var value in values)
            {
                _values[_count++] = T.CreateTruncating(value);
            }
        }
    }

    public override TableColumn Build() => new NumberColumn(name, new CoordinateColumn<T>(_values));
}
