using System.Globalization;
using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Display;

/// <summary>Text beside items, from a template with features in braces. Immutable; safe for concurrent use.</summary>
public sealed class ItemText
{
    private readonly List<Func<int, string>> _parts = [];

    private ItemText()
    {
    }

    /// <summary>Reads a template.</summary>
    /// <param name="template">Such as <c>{gene}: {count:0.0}</c>; after a colon, a .NET number format; <c>{{</c> is a brace.</param>
    /// <param name="features">The items' features.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such feature, or a brace that does not close.</exception>
    public static ItemText Parse(string template, Table features)
    {
        var text = new ItemText();
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var doubled = i + 1 < template.Length && template[i + 1] == template[i];
            if (template[i] is not ('{' or '}') || doubled)
            {
                literal.Append(template[i]);
                i += template[i] is '{' or '}' ? 1 : 0;
                continue;
            }

            var close = template.IndexOf('}', i);
            if (template[i] == '}' || close < 0)
            {
                throw Invalid($"The text '{template}' has a brace without its other half; write {{{{ or }}}} for a brace itself.", template);
            }

            var fixedText = literal.ToString();
            text._parts.Add(_ => fixedText);
            literal.Clear();
            text._parts.Add(Feature(template[(i + 1)..close], features));
            i = close;
        }

        var rest = literal.ToString();
        text._parts.Add(_ => rest);
        return text;
    }

    /// <summary>The text of an item.</summary>
    /// <param name="item">The item; its row among the features.</param>
    public string Of(int item) => string.Concat(_parts.Select(part => part(item)));

    private static Func<int, string> Feature(string placeholder, Table features)
    {
        var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? placeholder : placeholder[..colon];
        var column = features.Find(name) ?? throw Invalid(
            $"There is no feature '{name}' for the text; there are {string.Join(", ", features.Columns.Select(static c => c.Name).DefaultIfEmpty("none"))}.", name);
        if (colon < 0 || column is not NumberColumn numbers)
        {
            return column.Text;
        }

        var format = placeholder[(colon + 1)..];
        return item => numbers.Values[item].ToString(format, CultureInfo.InvariantCulture);
    }

    private static LamellaException Invalid(string message, string got) => new(LamellaErrorCode.InvalidArgument, message, got: got);
}
