namespace Lamella.Engine.Slicing.Slabs;

/// <summary>Makes values for every item of a layer.</summary>
public static class PerItem
{
    /// <summary>The same for all.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    public static PerItem<T> Same<T>(T value) => new(value, null);

    /// <summary>One each.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="values">One value an item; nobody writes to it any more.</param>
    public static PerItem<T> Each<T>(T[] values) => new(default!, values);
}
