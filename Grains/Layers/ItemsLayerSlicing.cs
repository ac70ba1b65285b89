using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Grains.Layers;

/// <summary>A planned slice of items, which lie in memory already: nothing is read for it.</summary>
/// <param name="slice">Makes the slice.</param>
internal sealed class ItemsLayerSlicing(Func<CancellationToken, ItemsLayerSlicing.Made> slice) : ILayerSlicing
{
    /// <inheritdoc/>
    public ChunkDemand? Demand => null;

    /// <inheritdoc/>
    public ImageTravel? TravelSince(ILayerSlicing previous) => null;

    /// <inheritdoc/>
    public ILayerSlicing? PreviewBy(IChunkReader reader) => null;

    /// <inheritdoc/>
    public FinishedSlice? SoFar(ILayerSlicing? preview, ReadOnlyMemory<byte> bytes) => null;

    /// <inheritdoc/>
    public ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken)
    {
        var made = slice(cancellationToken);
        return new(new FinishedSlice(made.Items.Bytes, NoMemory.Instance, default, made.Describe, made.Pick));
    }

    /// <summary>A slice of items.</summary>
    /// <param name="Items">As it is handed out.</param>
    /// <param name="Describe">Adds to a header what the layer's type tells of the slice.</param>
    /// <param name="Pick">Looks a value up in the slice.</param>
    internal sealed record Made(
        EncodedItems Items, Func<SliceHeader, LayerSliceResponse> Describe, Func<LayerValueRequest, LayerValue?> Pick);

    /// <summary>The bytes are left to the garbage collector.</summary>
    private sealed class NoMemory : IDisposable
    {
        public static NoMemory Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
