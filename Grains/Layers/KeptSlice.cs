using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>A finished slice that is kept.</summary>
internal sealed class KeptSlice(LayerSlices layer, SliceKey? key, LayerSliceResponse response, SliceMemory memory)
{
    private long _firstPart;

    /// <summary>Whose it is.</summary>
    public LayerSlices Layer => layer;

    /// <summary>What it depends on; null for a preview, which nobody goes back to.</summary>
    public SliceKey? Key => key;

    /// <summary>What it is.</summary>
    public LayerSliceResponse Response => response;

    /// <summary>Where its data lie.</summary>
    public SliceMemory Memory => memory;

    /// <summary>Notes that a part is handed out.</summary>
    /// <returns>With the last byte, how long it took from the first one on; else null.</returns>
    public TimeSpan? Pull(long offset, int length, TimeProvider clock)
    {
        _firstPart = offset == 0 ? clock.GetTimestamp() : _firstPart;
        return offset + length == Memory.Length ? clock.GetElapsedTime(_firstPart) : null;
    }

    /// <summary>Its place among all kept slices, the least recently used first.</summary>
    public LinkedListNode<KeptSlice>? Node { get; set; }
}
