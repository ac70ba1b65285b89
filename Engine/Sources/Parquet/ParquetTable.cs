using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Parquet;

/// <summary>
/// Apache Parquet: one file, or a folder of parts (<c>part.0.parquet</c>, …) as dask and spatialdata write them. Numbers
/// become numbers, text becomes text; nested columns and other types are left out. A missing value is NaN, or empty text.
/// </summary>
internal static class ParquetTable
{
    private const string Extension = ".parquet";

    /// <summary>Reads a table.</summary>
    /// <param name="source">A file, or a folder of parts.</param>
    /// <param name="limits">Bounds on bytes, rows and columns.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: damaged, or parts of different columns.
    /// <see cref="LamellaErrorCode.LimitExceeded"/>, <see cref="LamellaErrorCode.NotFound"/>, <see cref="LamellaErrorCode.StoreFailed"/>.
    /// </exception>
    public static async ValueTask<Table> ReadAsync(ImageSource source, SourceLimits limits, CancellationToken cancellationToken)
    {
        var parts = new List<StoreValue>();
        try
        {
            var builder = new ParquetTableBuilder(source.Uri, limits);
            foreach (var key in await PartsAsync(source, cancellationToken).ConfigureAwait(false))
            {
                var part = await SourceFile.ReadAsync(source, key, limits, cancellationToken).ConfigureAwait(false);
                parts.Add(part);
                await builder.AddPartAsync(new ReadOnlyMemoryStream(part.Bytes), key.Name, cancellationToken).ConfigureAwait(false);
            }

            return await builder.BuildAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (LamellaException or OperationCanceledException or OutOfMemoryException))
        {
            // The reader lets all sorts of exceptions out when bytes are damaged.
            throw SourceErrors.Invalid(source.Uri, $"damaged Parquet: {exception.Message.Split('\n')[0]}", cause: exception);
        }
        finally
        {
            parts.ForEach(static part => part.Dispose());
        }
    }

    private static async ValueTask<ImmutableArray<StoreKey>> PartsAsync(ImageSource source, CancellationToken cancellationToken)
    {
        if (source.IsFile)
        {
            return [source.Key];
        }

        var entries = await source.Store.ListAsync(source.Key, cancellationToken).ConfigureAwait(false);
        ImmutableArray<StoreKey> parts =
        [
            .. entries.Where(static entry => !entry.IsPrefix && entry.Name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                .OrderBy(static entry => Number(entry.Name))
                .ThenBy(static entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => source.Key.Append(entry.Name)),
        ];
        return parts.IsEmpty
            ? throw new LamellaException(LamellaErrorCode.UnknownFormat, $"{source.Uri} holds no {Extension} files.", source.Uri)
            : parts;
    }

    /// <summary>The number in a part's name, so that part 10 comes after part 9.</summary>
    private static long Number(string name) =>
        long.TryParse(string.Concat(name.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.MaxValue;
}
