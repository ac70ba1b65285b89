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
    /// <summary>Its name in a settings file, such as <c>roll-axes</c>.</summary>
    public string Name { get; } = string.Concat(
        Action.ToString().Select((letter, index) =>
            char.IsUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
