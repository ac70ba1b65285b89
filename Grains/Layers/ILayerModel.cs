using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Layers;

/// <summary>An opened source as one type of layer sees it. Immutable and safe for concurrent use.</summary>
internal interface ILayerModel
{
    /// <summary>What the source tells of a layer.</summary>
    /// <param name="spec">What the user says of it.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: its transform does not go with the source.</exception>
    LayerInfo Describe(LayerSpec spec);

    /// <summary>Decides what a slice is made of. Pure and fast: nothing is read.</summary>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="LamellaException">The request does not go with the source.</exception>
    ILayerSlicing Plan(LayerSliceRequest request);

    /// <summary>Looks a value up in the data. Begins on a thread of the compute lane.</summary>
    /// <param name="request">The place, and where the layer is sliced.</param>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <exception cref="LamellaException">A chunk failed.</exception>
    ValueTask<LayerValue> PickAsync(LayerValueRequest request, IChunkReader reader, CancellationToken cancellationToken);

    /// <summary>Makes the thumbnail of a slice. Begins on a thread of the compute lane.</summary>
    /// <param name="request">Where the layer is sliced.</param>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>Null where the layer is no pixels.</returns>
    /// <exception cref="LamellaException">A chunk failed.</exception>
    ValueTask<LayerThumbnail?> MakeThumbnailAsync(LayerSliceRequest request, IChunkReader reader, CancellationToken cancellationToken);
}
