using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;

namespace Lamella.Grains.Layers;

/// <summary>Looks values up and makes thumbnails. Values are those of the newest slice where that is the one asked for, else of the data. For use on the grain's turns.</summary>
/// <param name="source">The layer's source.</param>
/// <param name="reader">Brings chunks.</param>
/// <param name="lane">Where looking up runs.</param>
internal sealed class LayerValues(OpenedSource source, IChunkReader reader, ComputeLane lane)
{
    private (SliceKey Key, SliceMemory Memory, FinishedSlice Slice)? _newest;

    /// <summary>Takes the newest slice.</summary>
    /// <param name="key">What it is a slice of.</param>
    /// <param name="memory">Keeps its memory.</param>
    /// <param name="slice">The slice.</param>
    public void Show(SliceKey key, SliceMemory memory, FinishedSlice slice) => _newest = (key, memory, slice);

    /// <summary>Forgets the slice.</summary>
    public void Clear() => _newest = null;

    /// <summary>The value at a place.</summary>
    /// <param name="request">The place, and where the layer is sliced.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<LayerValue> GetAsync(LayerValueRequest request, CancellationToken cancellationToken)
    {
        var key = new SliceKey(new LayerSliceRequest(default, request.Layer, request.Dims, request.FieldOfView));
        if (_newest is { } newest && newest.Key.Equals(key))
        {
            // Held, so that the memory is not given away meanwhile.
            using var held = newest.Memory.TryRead(0, 0);
            if (held is not null
                && await lane.RunAsync(() => newest.Slice.Pick(request), ComputePriority.Interactive, cancellationToken) is { } value)
            {
                return value with { IsFromSlice = true };
            }
        }

        var model = await source.GetAsync(request.Layer, cancellationToken);
        return await await lane.RunAsync(
            () => model.PickAsync(request, reader, cancellationToken).AsTask(), ComputePriority.Interactive, cancellationToken);
    }

    /// <summary>The thumbnail of a slice; of what is at hand, nothing is read anew.</summary>
    /// <param name="request">Where the layer is sliced.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    public async Task<LayerThumbnail?> GetThumbnailAsync(LayerSliceRequest request, CancellationToken cancellationToken)
    {
        var model = await source.GetAsync(request.Layer, cancellationToken);
        return await await lane.RunAsync(
            () => model.MakeThumbnailAsync(request, reader, cancellationToken).AsTask(), ComputePriority.Interactive, cancellationToken);
    }
}
