namespace Lamella.Engine.Slicing.Slabs;

/// <summary>A value for every item of a layer: the same for all, or one each. Immutable.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct PerItem<T>
{
    private readonly T _uniform;
    private readonly T[]? _each;

    internal PerItem(T uniform, T[]? each)
    {
        _uniform = uniform;
        _each = each;
    }

    /// <summary>Whether all items have the same value.</summary>
    public bool IsUniform => _each is null;

    /// <summary>Number of values; null where all items have the same.</summary>
    public int? Length => _each?.Length;

    /// <summary>An item's value.</summary>
    /// <param name="item">The item.</param>
    public T this[int item] => _each is null ? _uniform : _each[item];

    /// <summary>The values of some items.</summary>
    /// <param name="items">The items.</param>
    internal T[] Gather(ReadOnlySpan<int> items)
    {
        var gathered = new T[items.Length];
        for (var i = 0; i < gathered.Length; i++)
        {
            gathered[i] = this[items[i]];
        }

        return gathered;
    }
}
