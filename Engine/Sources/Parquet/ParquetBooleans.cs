using Lamella.Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Lamella.Engine.Sources.Parquet;

/// <summary>A column of truth values being read; true is 1.</summary>
internal sealed class ParquetBooleans(string name, int rows) : ParquetColumn
{
    private readonly float[] _values = new float[rows];
    private int _count;

    public override async ValueTask AddAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var values = new bool?[checked((int)group.RowCount)];
        if (field.IsNullable)
        {
            await group.ReadAsync<bool>(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var required = new bool[values.Length];
            await group.ReadAsync<bool>(field, required.AsMemory(), null, cancellationToken).ConfigureAwait(false);
            values = [.. required];
        }

        foreach (var value in values)
        {
            _values[_count++] = value is { } known ? known ? 1 : 0 : float.NaN;
        }
    }

    public override TableColumn Build() => NumberColumn.Of(name, _values);
}
