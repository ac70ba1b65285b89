using System.Collections.Frozen;
using Lamella.Contracts.Errors;

namespace Lamella.Terminal.Keys;

/// <summary>
/// One key with its modifiers, by a name such as <c>ctrl+e</c>, <c>alt+up</c> or <c>?</c>. Modifiers come in the order
/// ctrl, alt, shift; a character that needs shift is that character and no modifier.
/// </summary>
/// <param name="Name">The canonical name.</param>
internal readonly record struct KeyPress(string Name)
{
    private static readonly FrozenSet<string> Named = new[]
    {
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "escape", "tab", "space",
        "backspace", "delete", "insert", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12",
    }.ToFrozenSet();

    /// <summary>The character it writes in a line of text, or null.</summary>
    public char? Character => Name switch
    {
        "space" => ' ',
        { Length: 1 } => Name[0],
        _ => null,
    };

    /// <summary>The key of its parts.</summary>
    /// <param name="key">One character, or the name of a key.</param>
    /// <param name="ctrl">Whether ctrl is held.</param>
    /// <param name="alt">Whether alt is held.</param>
    /// <param name="shift">Whether shift is held.</param>
    public static KeyPress Of(string key, bool ctrl = false, bool alt = false, bool shift = false)
    {
        var name = key switch
        {
            " " => "space",
            { Length: 1 } when ctrl || alt => key.ToLowerInvariant(),
            { Length: 1 } => key,
            _ => key.ToLowerInvariant(),
        };
        var isShifted = shift && (name.Length > 1 || ctrl || alt);
        return new KeyPress($"{(ctrl ? "ctrl+" : "")}{(alt ? "alt+" : "")}{(isShifted ? "shift+" : "")}{name}");
    }

    /// <summary>Reads a name as a settings file has it: any case of modifiers, any order of them.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: there is no such key.</exception>
    public static KeyPress Parse(string text)
    {
        var rest = text.Trim();
        bool ctrl = false, alt = false, shift = false;
        while (rest.Length > 1 && rest.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && plus < rest.Length - 1)
        {
            switch (rest[..plus].ToLowerInvariant())
            {
                case "ctrl" or "control": ctrl = true; break;
                case "alt" or "option": alt = true; break;
                case "shift": shift = true; break;
                default: throw Unknown(text);
            }

            rest = rest[(plus + 1)..];
        }

        return rest.Length == 1 || Named.Contains(rest.ToLowerInvariant()) ? Of(rest, ctrl, alt, shift) : throw Unknown(text);
    }

    public override string ToString() => Name;

    private static LamellaException Unknown(string text) => new(
        LamellaErrorCode.InvalidArgument,
        $"There is no key '{text}'; write it as ctrl+e, alt+up, f5 or ?.",
        expected: "a key such as ctrl+e",
        got: text);
}
