using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Tables;

/// <summary>
/// Named columns of one length: what a CSV or Parquet file holds, and the features of a layer's items. Immutable; safe
/// for concurrent use.
/// </summary>
public sealed class Table
{
    /// <summary>Takes columns.</summary>
    /// <param name="origin">The file or URI they come from, for errors.</param>
    /// <param name="columns">The columns, all of one length.</param>
    /// <param name="count">Number of rows; counts where there is no column.</param>
    /// <exception cref="ArgumentException">The columns are of different lengths.</exception>
    public Table(string origin, ImmutableArray<TableColumn> columns, int count)
    {
        if (columns.Any(column => column.Length != count))
        {
            throw new ArgumentException($"All columns of {origin} must have {count} rows.", nameof(columns));
        }

        Origin = origin;
        Columns = columns;
        Count = count;
    }

    /// <summary>A table without columns, for items that have no features.</summary>
    /// <param name="count">Number of items.</param>
    public static Table Empty(int count) => new(string.Empty, [], count);

    /// <summary>The file or URI the columns come from.</summary>
    public string Origin { get; }

    /// <summary>The columns, in the file's order.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>A column by name, or null.</summary>
    /// <param name="name">The name; an exact match goes before one in another case.</param>
    public TableColumn? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A column of numbers by name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="purpose">What it is wanted for, for the error.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such column, or it holds text.</exception>
    public NumberColumn Numbers(string name, string purpose) => Find(name) switch
    {
        NumberColumn numbers => numbers,
        null => throw new LamellaException(
            LamellaErrorCode.InvalidArgument,
            $"{Origin} has no column '{name}' for {purpose}; it has {Names}.",
            Origin,
            expected: name,
            got: Names),
        TextColumn { Origin: { } place } => throw new LamellaException(
            LamellaErrorCode.InvalidMetadata,
            $"{Origin}: line {place.Line}: column '{name}' holds '{place.Cell}', and {purpose} must be numbers; correct it, or name another column.",
            Origin,
            expected: "a number",
            got: place.Cell),
        _ => throw new LamellaException(
            LamellaErrorCode.InvalidArgument,
            $"{Origin}: column '{name}' holds text, and {purpose} must be numbers; name another column.",
            Origin,
            expected: "numbers",
            got: "text"),
    };

    /// <summary>The same rows without some columns.</summary>
    /// <param name="names">Names of the columns to leave out.</param>
    public Table Without(IEnumerable<string> names)
    {
        var left = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Table(Origin, [.. Columns.Where(column => !left.Contains(column.Name))], Count);
    }

    private string Names => Columns.IsEmpty ? "no columns" : string.Join(", ", Columns.Select(static column => column.Name));
}
