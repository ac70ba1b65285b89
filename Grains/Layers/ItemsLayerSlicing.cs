using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Grains.Layers;

/// <summary>A planned slice of items, which lie in memory already: nothing is read for it.</summary>
/// <param name="slice">Makes the slice.</param>
internal sealed class ItemsLayerSlicing(Func<CancellationToken, (EncodedItems Items, Func<SliceHeader, LayerSliceResponse> Describe)> slice)
    : ILayerSlicing
{
    /// <inheritdoc/>
    public ChunkDemand? Demand => null;

    /// <inheritdoc/>
    public ImageTravel? TravelSince(ILayerSlicing previous) => null;

    /// <inheritdoc/>
    public ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken)
    {
        var (items, describe) = slice(cancellationToken);
        return new(new FinishedSlice(items.Bytes, NoMemory.Instance, default, describe));
    }

    /// <summary>The bytes are left to the garbage collector.</summary>
    private sealed class NoMemory : IDisposable
    {
        public static NoMemory Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
