using Lamella.Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Lamella.Engine.Sources.Parquet;

/// <summary>A column of text being read.</summary>
internal sealed class ParquetTexts(string name) : ParquetColumn
{
    private readonly TextColumnBuilder _texts = new();

    public override async ValueTask AddAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var values = new string?[checked((int)group.RowCount)];
        await group.ReadAsync(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        foreach (var value in values)
        {
            _texts.Add(value);
        }
    }

    public override TableColumn Build() => _texts.Build(name);
}
