using System.Collections.Frozen;
using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Terminal.Keys;

/// <summary>Which key does what. Immutable.</summary>
internal sealed class KeyBindings<TAction>
    where TAction : struct, Enum
{
    private readonly FrozenDictionary<KeyPress, TAction> _actions;

    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: one key would do two things.</exception>
    public KeyBindings(ImmutableArray<ActionInfo<TAction>> actions)
    {
        Actions = actions;
        var byKey = new Dictionary<KeyPress, TAction>();
        foreach (var action in actions)
        {
            foreach (var key in action.Keys)
            {
                if (!byKey.TryAdd(key, action.Action))
                {
                    var other = actions.First(candidate => candidate.Keys.Contains(key));
                    throw new LamellaException(
                        LamellaErrorCode.InvalidArgument,
                        $"The key '{key}' is bound to both '{other.Name}' and '{action.Name}'; bind it to one of them.",
                        expected: other.Name,
                        got: action.Name);
                }
            }
        }

        _actions = byKey.ToFrozenDictionary();
    }

    /// <summary>All that can be done, in the order the help shows.</summary>
    public ImmutableArray<ActionInfo<TAction>> Actions { get; }

    /// <summary>What a key does, or null.</summary>
    public TAction? Find(KeyPress key) => _actions.TryGetValue(key, out var action) ? action : null;

    /// <summary>The first key of an action, for a hint; empty where it has none.</summary>
    public string KeyOf(TAction action) =>
        Actions.First(info => EqualityComparer<TAction>.Default.Equals(info.Action, action)).Keys
            .Select(key => key.Name).FirstOrDefault("");

    /// <summary>With another description of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="description">What it does, in a few words.</param>
    public KeyBindings<TAction> Describe(TAction action, string description) => new(
    [
        .. Actions.Select(info => EqualityComparer<TAction>.Default.Equals(info.Action, action) ? info with { Description = description } : info),
    ]);

    /// <summary>With other keys for some actions; a key that one of them takes is taken from the action that had it.</summary>
    /// <param name="keys">Names of keys by names of actions.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such action or key, or a key given to two actions.</exception>
    public KeyBindings<TAction> With(IReadOnlyDictionary<string, ImmutableArray<string>> keys)
    {
        var unknown = keys.Keys.FirstOrDefault(name => Actions.All(action => action.Name != name));
        if (unknown is not null)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"There is no action '{unknown}'; the actions are {string.Join(", ", Actions.Select(action => action.Name))}.",
                expected: string.Join(", ", Actions.Select(action => action.Name)),
                got: unknown);
        }

        var given = keys.ToDictionary(pair => pair.Key, pair => pair.Value.Select(KeyPress.Parse).ToImmutableArray());
        var taken = given.Values.SelectMany(static value => value).ToHashSet();
        return new KeyBindings<TAction>(
        [
            .. Actions.Select(action => action with
            {
                Keys = given.TryGetValue(action.Name, out var own) ? own : action.Keys.RemoveAll(taken.Contains),
                IsNapari = action.IsNapari && !given.ContainsKey(action.Name),
            }),
        ]);
    }
}
