using System.Collections.Immutable;

namespace Lamella.Engine.Tables;

/// <summary>A column of text, each different text kept once, in the order of its first appearance.</summary>
/// <param name="name">Its name, as in the file.</param>
/// <param name="categories">The different texts.</param>
/// <param name="codes">Per row, which of them; nobody writes to it any more.</param>
/// <param name="origin">Where it turned out to be text, for errors; null where it was text from the start.</param>
public sealed class TextColumn(string name, ImmutableArray<string> categories, int[] codes, TextOrigin? origin = null)
    : TableColumn(name)
{
    /// <summary>Where it turned out to be text, for errors; null where it was text from the start.</summary>
    public TextOrigin? Origin { get; } = origin;

    /// <summary>The different texts.</summary>
    public ImmutableArray<string> Categories { get; } = categories;

    /// <summary>Per row, which of <see cref="Categories"/>.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <inheritdoc/>
    public override int Length => codes.Length;

    /// <inheritdoc/>
    public override string Text(int row) => Categories[codes[row]];

    /// <summary>Sorts texts into categories.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="texts">One a row.</param>
    public static TextColumn Of(string name, IEnumerable<string> texts)
    {
        var builder = new TextColumnBuilder();
        foreach (var text in texts)
        {
            builder.Add(text);
        }

        return builder.Build(name);
    }
}
