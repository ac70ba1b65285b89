using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>Derives folders from flat keys, for stores that have none.</summary>
internal static class StoreListing
{
    /// <summary>What lies directly beneath a key, sorted by name.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="keys">All keys of the store.</param>
    public static ImmutableArray<StoreEntry> Beneath(StoreKey parent, IEnumerable<string> keys)
    {
        var prefix = parent.IsRoot ? string.Empty : parent.Value + "/";
        var entries = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (key.Length <= prefix.Length || !key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var slash = key.IndexOf('/', prefix.Length);
            var name = slash < 0 ? key[prefix.Length..] : key[prefix.Length..slash];
            entries[name] = slash >= 0 || entries.GetValueOrDefault(name);
        }

        return [.. entries.Select(static entry => new StoreEntry(entry.Key, entry.Value))];
    }
}
