namespace Lamella.Engine.Tables;

/// <summary>One named column of a <see cref="Table"/>: numbers or text. Immutable.</summary>
/// <param name="name">Its name, as in the file.</param>
public abstract class TableColumn(string name)
{
    /// <summary>Its name, as in the file.</summary>
    public string Name { get; } = name;

    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    /// <summary>A row's value as text, numbers in the invariant culture.</summary>
    /// <param name="row">The row.</param>
    public abstract string Text(int row);
}
