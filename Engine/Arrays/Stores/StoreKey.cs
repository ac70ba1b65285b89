using System.Buffers;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>
/// The key of a value in a store: segments joined by <c>/</c>, such as <c>labels/0/c/0/1</c>; the empty key is the
/// store's root. A key is checked when it is made, so that every store may trust it: no key leads out of its root.
/// </summary>
public readonly record struct StoreKey
{
    /// <summary>Most characters of a key.</summary>
    public const int MaxLength = 4096;

    private static readonly SearchValues<char> ForbiddenCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(static code => (char)code), '\\', '\u007f']);

    private readonly string? _value;

    private StoreKey(string value) => _value = value;

    /// <summary>The store's root, which holds no value of its own.</summary>
    public static StoreKey Root => default;

    /// <summary>The key as text, without a leading or trailing slash.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => Value.Length == 0;

    /// <summary>The last segment; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>Checks text and makes a key of it. One trailing slash is ignored.</summary>
    /// <param name="text">Such as <c>0/c/1/2</c>; empty for the root.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotAllowed"/>: absolute, an empty, <c>.</c> or <c>..</c> segment (plain or
    /// percent-encoded), an encoded slash, a backslash, a drive, a control character, or too long.
    /// </exception>
    public static StoreKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var value = text.EndsWith('/') ? text[..^1] : text;
        if (value.Length == 0 && text.Length == 0)
        {
            return Root;
        }

        return Objection(value) is { } objection
            ? throw new LamellaException(
                LamellaErrorCode.NotAllowed, $"Store key '{Printable(text)}' is refused: {objection}.", Printable(text))
            : new StoreKey(value);
    }

    /// <summary>Makes a key of text that may be refused.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    /// <param name="key">The key; the root where the text is refused.</param>
    /// <returns>Whether the text is a key.</returns>
    public static bool TryParse(string text, out StoreKey key)
    {
        ArgumentNullException.ThrowIfNull(text);
        var value = text.EndsWith('/') ? text[..^1] : text;
        var isKey = text.Length == 0 || Objection(value) is null;
        key = isKey && text.Length > 0 ? new StoreKey(value) : Root;
        return isKey;
    }

    /// <summary>The key of something beneath this one.</summary>
    /// <param name="relative">A key relative to this one.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotAllowed"/>: see <see cref="Parse"/>.</exception>
    public StoreKey Append(string relative)
    {
        var tail = Parse(relative);
        return IsRoot ? tail : tail.IsRoot ? this : Parse($"{Value}/{tail.Value}");
    }

    /// <summary>The key of something beneath this one, whose segments are known to be harmless, such as chunk numbers.</summary>
    /// <param name="relative">Never from outside.</param>
    internal StoreKey UncheckedAppend(string relative) => new(IsRoot ? relative : $"{Value}/{relative}");

    /// <summary>The key as text.</summary>
    public override string ToString() => Value;

    private static string? Objection(string value)
    {
        if (value.Length > MaxLength)
        {
            return $"it has {value.Length} characters, at most {MaxLength} are allowed";
        }

        if (value.AsSpan().IndexOfAny(ForbiddenCharacters) >= 0)
        {
            return "it contains a backslash or a control character";
        }

        if (value.StartsWith('/') || (value.Length >= 2 && value[1] == ':' && char.IsAsciiLetter(value[0])))
        {
            return "it is absolute";
        }

        foreach (var segment in value.AsSpan().Split('/'))
        {
            if (SegmentObjection(value.AsSpan()[segment]) is { } objection)
            {
                return objection;
            }
        }

        return null;
    }

    private static string? SegmentObjection(ReadOnlySpan<char> segment)
    {
        // Twice-encoded segments are decoded until nothing changes: some server or library on the way may do the same.
        var text = segment.ToString();
        while (text.Contains('%', StringComparison.Ordinal))
        {
            var decoded = Uri.UnescapeDataString(text);
            if (decoded == text)
            {
                break;
            }

            text = decoded;
        }

        return text switch
        {
            "" => "it has an empty segment",
            "." or ".." => $"the segment '{segment}' leads elsewhere",
            _ when text.Length != segment.Length && text.AsSpan().ContainsAny('/', '\\', '\0') =>
                $"the segment '{segment}' hides a separator",
            _ => null,
        };
    }

    private static string Printable(string text)
    {
        var shown = text.Length > 200 ? $"{text.AsSpan(0, 200)}…" : text;
        return string.Concat(shown.Select(static c => char.IsControl(c) ? '\ufffd' : c));
    }
}
