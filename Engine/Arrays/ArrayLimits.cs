namespace Lamella.Engine.Arrays;

/// <summary>Bounds on what untrusted metadata may make this process allocate.</summary>
public sealed record ArrayLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ArrayLimits Default { get; } = new();

    /// <summary>Most axes of an array.</summary>
    /// <value>Default: 32, NumPy's long-standing limit.</value>
    public int MaxRank { get; init; } = 32;

    /// <summary>Most bytes of one decoded chunk.</summary>
    /// <value>Default: 1 GiB.</value>
    public int MaxChunkBytes { get; init; } = 1 << 30;

    /// <summary>Most bytes of one metadata document.</summary>
    /// <value>Default: 64 MiB; consolidated metadata of large plates is a few MiB.</value>
    public int MaxMetadataBytes { get; init; } = 64 << 20;

    /// <summary>Most bytes that a file compressed as one stream is inflated to, which stay in memory while the image is open.</summary>
    /// <value>Default: 2 GiB.</value>
    public long MaxInflatedBytes { get; init; } = 2L << 30;
}
