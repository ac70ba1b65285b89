using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Layers;

/// <summary>One slice that has been planned.</summary>
internal interface ILayerSlicing
{
    /// <summary>Whether nothing has to be waited for.</summary>
    /// <param name="reader">Who would bring the chunks.</param>
    bool IsAtHand(IChunkReader reader);

    /// <summary>Makes the slice. Begins on a thread of the compute lane.</summary>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>The slice; the caller disposes it.</returns>
    /// <exception cref="LamellaException">A chunk failed, or the slice would be too large.</exception>
    ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken);
}
