using Lamella.Contracts.Slicing;
using Microsoft.Extensions.Options;

namespace Lamella.Grains.Layers;

/// <summary>
/// Keeps the finished slices of all layers of a silo within a budget of bytes; the least recently used give way first,
/// but the newest of each layer stays. Safe for concurrent use.
/// </summary>
internal sealed class SliceCache(IOptions<SlicingOptions> options)
{
    private readonly object _gate = new();
    private readonly LinkedList<KeptSlice> _byUse = new();
    private readonly long _budget = options.Value.SliceCacheBytes;
    private long _bytes;

    /// <summary>Bytes kept now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Keeps a slice as its layer's newest.</summary>
    public void Keep(KeptSlice slice)
    {
        List<KeptSlice> evicted;
        lock (_gate)
        {
            slice.Node = _byUse.AddLast(slice);
            slice.Layer.ByNumber[slice.Response.Slice.Number] = slice;
            if (slice.Key is not null)
            {
                slice.Layer.ByKey[slice.Key] = slice;
            }

            slice.Layer.Newest = slice;
            _bytes += slice.Memory.Length;
            evicted = EvictNeedsLock();
        }

        Release(evicted);
    }

    /// <summary>The slice of a number; null where it is kept no longer.</summary>
    public KeptSlice? Find(LayerSlices layer, long number)
    {
        lock (_gate)
        {
            return layer.ByNumber.TryGetValue(number, out var slice) ? TouchNeedsLock(slice) : null;
        }
    }

    /// <summary>A slice that depends on the same, which becomes its layer's newest; null where none is kept.</summary>
    public KeptSlice? FindAlike(LayerSlices layer, SliceKey key)
    {
        lock (_gate)
        {
            if (!layer.ByKey.TryGetValue(key, out var slice))
            {
                return null;
            }

            layer.Newest = slice;
            return TouchNeedsLock(slice);
        }
    }

    /// <summary>Forgets one slice. Whoever reads it goes on reading.</summary>
    public void Drop(KeptSlice slice)
    {
        lock (_gate)
        {
            if (slice.Node?.List is null)
            {
                return;
            }

            RemoveNeedsLock(slice);
            slice.Layer.Newest = slice.Layer.Newest == slice ? null : slice.Layer.Newest;
        }

        slice.Memory.Release();
    }

    /// <summary>Forgets all slices of a layer. Those being read stay readable for their readers.</summary>
    public void Clear(LayerSlices layer)
    {
        List<KeptSlice> cleared;
        lock (_gate)
        {
            cleared = [.. layer.ByNumber.Values];
            cleared.ForEach(RemoveNeedsLock);
            layer.Newest = null;
        }

        Release(cleared);
    }

    private static void Release(List<KeptSlice> slices) => slices.ForEach(static slice => slice.Memory.Release());

    private KeptSlice TouchNeedsLock(KeptSlice slice)
    {
        _byUse.Remove(slice.Node!);
        _byUse.AddLast(slice.Node!);
        return slice;
    }

    private List<KeptSlice> EvictNeedsLock()
    {
        var evicted = new List<KeptSlice>();
        for (var node = _byUse.First; node is not null && _bytes > _budget;)
        {
            var next = node.Next;
            if (node.Value.Layer.Newest != node.Value)
            {
                RemoveNeedsLock(node.Value);
                evicted.Add(node.Value);
            }

            node = next;
        }

        return evicted;
    }

    private void RemoveNeedsLock(KeptSlice slice)
    {
        _byUse.Remove(slice.Node!);
        slice.Layer.ByNumber.Remove(slice.Response.Slice.Number);
        if (slice.Key is not null && slice.Layer.ByKey.TryGetValue(slice.Key, out var alike) && alike == slice)
        {
            slice.Layer.ByKey.Remove(slice.Key);
        }

        _bytes -= slice.Memory.Length;
    }
}
