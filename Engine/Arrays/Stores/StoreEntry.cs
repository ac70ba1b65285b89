namespace Lamella.Engine.Arrays.Stores;

/// <summary>What lies directly beneath a key.</summary>
/// <param name="Name">The segment, without slashes.</param>
/// <param name="IsPrefix">Whether more lies beneath it (a folder), rather than a value.</param>
public readonly record struct StoreEntry(string Name, bool IsPrefix);
