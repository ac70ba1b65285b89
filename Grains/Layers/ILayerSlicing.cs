using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Grains.Layers;

/// <summary>One slice that has been planned.</summary>
internal interface ILayerSlicing
{
    /// <summary>The chunks that have to be read; null where nothing has.</summary>
    ChunkDemand? Demand { get; }

    /// <summary>The slider that has moved since another slice of the same layer; null where not one alone has.</summary>
    /// <param name="previous">The slice before this one.</param>
    ImageTravel? TravelSince(ILayerSlicing previous);

    /// <summary>A coarser slice of the same, worth showing while this one is made; null where there is none.</summary>
    /// <param name="reader">Knows what is at hand.</param>
    ILayerSlicing? PreviewBy(IChunkReader reader);

    /// <summary>The best that can be shown while the slice is being made; null where nothing can.</summary>
    /// <param name="preview">A coarser slice that has been made; null for none.</param>
    /// <param name="bytes">Its data.</param>
    /// <returns>A slice of the same shape; the caller disposes it.</returns>
    FinishedSlice? SoFar(ILayerSlicing? preview, ReadOnlyMemory<byte> bytes);

    /// <summary>Makes the slice. Begins on a thread of the compute lane.</summary>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>The slice; the caller disposes it.</returns>
    /// <exception cref="LamellaException">A chunk failed, or the slice would be too large.</exception>
    ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken);
}
