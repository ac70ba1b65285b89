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

    /// <summary>Makes the slice. Begins on a thread of the compute lane.</summary>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>The slice; the caller disposes it.</returns>
    /// <exception cref="LamellaException">A chunk failed, or the slice would be too large.</exception>
    ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken);
}
