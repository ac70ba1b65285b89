using System.Collections.Immutable;

namespace Lamella.Terminal.Keys;

/// <summary>What a key can do, and which keys do it unless a settings file says otherwise.</summary>
/// <param name="Action">The action.</param>
/// <param name="Group">Under which heading the help lists it.</param>
/// <param name="Description">What it does, in a few words.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="IsNapari">Whether napari has the same keys for it.</param>
internal sealed record ActionInfo<TAction>(
    TAction Action, string Group, string Description, ImmutableArray<KeyPress> Keys, bool IsNapari = false)
    where TAction : struct, Enum
{
    /// <summary>An action with its keys by their names.</summary>
    public static ActionInfo<TAction> Of(TAction action, string group, string description, params string[] keys) =>
        new(action, group, description, [.. keys.Select(KeyPress.Parse)]);

    /// <summary>Its name in a settings file, such as <c>roll-axes</c>.</summary>
    public string Name { get; } = string.Concat(
        Action.ToString().Select((letter, index) =>
            char.IsUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
