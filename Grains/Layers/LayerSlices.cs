namespace Lamella.Grains.Layers;

/// <summary>The kept slices of one layer. Guarded by the <see cref="SliceCache"/> that keeps them.</summary>
internal sealed class LayerSlices
{
    /// <summary>By the number in their handle.</summary>
    public Dictionary<long, KeptSlice> ByNumber { get; } = [];

    /// <summary>By what they depend on; the newest of those that depend on the same.</summary>
    public Dictionary<SliceKey, KeptSlice> ByKey { get; } = [];

    /// <summary>The newest, which is not evicted.</summary>
    public KeptSlice? Newest { get; set; }
}
