namespace Lamella.Engine.Tables;

/// <summary>Collects a <see cref="TextColumn"/> row by row, without a string for each row.</summary>
internal sealed class TextColumnBuilder
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _categories = [];
    private readonly List<int> _rows = [];

    /// <summary>Rows collected.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="text">Its text.</param>
    public void Add(ReadOnlySpan<char> text)
    {
        var codes = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!codes.TryGetValue(text, out var code))
        {
            code = _categories.Count;
            var category = text.ToString();
            _codes.Add(category, code);
            _categories.Add(category);
        }

        _rows.Add(code);
    }

    /// <summary>The column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="origin">Where it turned out to be text, for errors.</param>
    public TextColumn Build(string name, TextOrigin? origin = null) => new(name, [.. _categories], [.. _rows], origin);
}
