namespace Lamella.Engine.Arrays.Stores;

/// <summary>Which read limit a store comes under.</summary>
public static class StoreKindExtensions
{
    /// <summary>The kind of a store, by <see cref="IStore.Kind"/>; what is not known to be near counts as remote.</summary>
    /// <param name="store">The store.</param>
    public static StoreKind ToStoreKind(this IStore store) => store.Kind switch
    {
        "memory" => StoreKind.Memory,
        "file" or "zip" => StoreKind.File,
        _ => StoreKind.Remote,
    };
}
