using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>A finished slice that is kept.</summary>
internal sealed class KeptSlice(LayerSlices layer, SliceKey? key, LayerSliceResponse response, SliceMemory memory)
{
    /// <summary>Whose it is.</summary>
    public LayerSlices Layer => layer;

    /// <summary>What it depends on; null for a preview, which nobody goes back to.</summary>
    public SliceKey? Key => key;

    /// <summary>What it is.</summary>
    public LayerSliceResponse Response => response;

    /// <summary>Where its data lie.</summary>
    public SliceMemory Memory => memory;

    /// <summary>Its place among all kept slices, the least recently used first.</summary>
    public LinkedListNode<KeptSlice>? Node { get; set; }
}
