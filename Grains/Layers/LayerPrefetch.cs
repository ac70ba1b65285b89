using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Chunks.Prefetch;

namespace Lamella.Grains.Layers;

/// <summary>Reads ahead of the slider that moves through one layer. Runs in the grain's context.</summary>
internal sealed class LayerPrefetch(IChunkReader reader, TimeProvider clock) : IDisposable
{
    private readonly ChunkPrefetcher _prefetcher = new(reader, timeProvider: clock);
    private ILayerSlicing? _last;

    /// <summary>Tells that a slice has been begun.</summary>
    /// <param name="slicing">The slice; its own chunks have been asked for.</param>
    public void Follow(ILayerSlicing slicing)
    {
        if (_last is not null && slicing.TravelSince(_last) is { } travel && slicing.Demand is { } shown)
        {
            _prefetcher.Follow(shown, travel.Axis, travel.Position);
        }

        _last = slicing;
    }

    /// <summary>Lets go of what was asked for ahead.</summary>
    public void Dispose() => _prefetcher.Dispose();
}
