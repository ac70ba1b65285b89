using Lamella.Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Lamella.Engine.Sources.Parquet;

/// <summary>Collects the row groups of Parquet files of one schema, and reads them column by column.</summary>
/// <param name="origin">The file or folder, for errors.</param>
/// <param name="limits">Bounds on rows and columns.</param>
internal sealed class ParquetTableBuilder(string origin, SourceLimits limits)
{
    private readonly List<ParquetReader> _readers = [];
    private List<DataField>? _fields;
    private long _rows;

    /// <summary>Adds a file.</summary>
    /// <param name="stream">Its bytes, which stay readable until the table is built.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    public async ValueTask AddPartAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        var reader = await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
        _readers.Add(reader);
        List<DataField> fields = [.. reader.Schema.GetDataFields().Where(static field => field.MaxRepetitionLevel == 0 && ParquetColumn.IsSupported(field))];
        if (_fields is not null && !_fields.Select(Signature).SequenceEqual(fields.Select(Signature)))
        {
            throw SourceErrors.Invalid(
                origin, $"{name} has other columns than the first part; all parts must have the same.",
                string.Join(", ", _fields.Select(Signature)), string.Join(", ", fields.Select(Signature)));
        }

        _fields ??= fields;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            _rows += rows.RowCount >= 0 ? rows.RowCount : throw SourceErrors.Invalid(origin, $"{name} declares {rows.RowCount} rows.");
        }

        if (_rows > limits.MaxRows || fields.Count > limits.MaxColumns)
        {
            throw _rows > limits.MaxRows
                ? SourceErrors.TooMuch(origin, "rows", limits.MaxRows, _rows)
                : SourceErrors.TooMuch(origin, "columns", limits.MaxColumns, fields.Count);
        }
    }

    /// <summary>Reads all columns.</summary>
    /// <param name="cancellationToken">Aborts the read.</param>
    public async ValueTask<Table> BuildAsync(CancellationToken cancellationToken)
    {
        try
        {
            var columns = new List<TableColumn>();
            foreach (var field in _fields ?? [])
            {
                var column = ParquetColumn.For(field, (int)_rows);
                foreach (var reader in _readers)
                {
                    await AddAsync(column, reader, field, cancellationToken).ConfigureAwait(false);
                }

                columns.Add(column.Build());
            }

            return new Table(origin, [.. columns], (int)_rows);
        }
        finally
        {
            foreach (var reader in _readers)
            {
                await reader.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask AddAsync(ParquetColumn column, ParquetReader reader, DataField field, CancellationToken cancellationToken)
    {
        var own = reader.Schema.GetDataFields().First(each => each.Path.Equals(field.Path));
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            await column.AddAsync(rows, own, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Signature(DataField field) => $"{field.Path} {field.ClrType.Name}";
}
