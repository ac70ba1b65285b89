namespace Lamella.Engine.Arrays;

/// <summary>How far away a store is. Each kind has its own limit on reads at a time.</summary>
public enum StoreKind : byte
{
    /// <summary>This process's memory, or computed.</summary>
    Memory = 0,

    /// <summary>A file system.</summary>
    File = 1,

    /// <summary>Across a network: HTTP, S3.</summary>
    Remote = 2,
}
