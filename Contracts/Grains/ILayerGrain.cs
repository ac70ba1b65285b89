using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Orleans.Concurrency;

namespace Lamella.Contracts.Grains;

/// <summary>One layer of one viewer: its source, and the slices it made last. The key is made by <see cref="LayerGrainKey"/>.</summary>
[GrainInterfaceType("lamella.layer")]
[Alias("lamella.layer")]
public interface ILayerGrain : IGrainWithStringKey
{
    /// <summary>Opens the layer's source, or tells again what opening told.</summary>
    /// <param name="spec">The layer.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="LamellaException">The source cannot be opened.</exception>
    [Alias("open")]
    [ResponseTimeout("00:10:00")]
    Task<LayerInfo> Open(LayerSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Slices the layer. One slice at a time: a newer request cancels the one before it, an older one is cancelled at once.
    /// </summary>
    /// <param name="request">Everything that slicing needs.</param>
    /// <param name="cancellationToken">Stops slicing, down to the reads that nobody else wants.</param>
    /// <exception cref="LamellaException">The source cannot be opened, a chunk is damaged, the slice is too large.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or superseded by a newer request.</exception>
    [Alias("slice")]
    [ResponseTimeout("00:10:00")]
    Task<LayerSliceResponse> Slice(LayerSliceRequest request, CancellationToken cancellationToken);

    /// <summary>Bytes of a finished slice. Runs beside slicing.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="offset">First byte, 0 … the slice's length.</param>
    /// <param name="length">Number of bytes; at most <see cref="PixelPart.MaxLength"/> for a caller in another process.</param>
    /// <returns>The bytes; the receiver disposes the part.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.SliceGone"/>: newer slices have pushed it out. <see cref="LamellaErrorCode.InvalidArgument"/>: outside the slice, or too many for another process.
    /// </exception>
    [Alias("read-pixels")]
    [AlwaysInterleave]
    Task<PixelPart> ReadPixels(SliceHandle slice, long offset, int length);

    /// <summary>
    /// The value at a place: from the newest slice where that is the one asked for and holds the place, else from the data.
    /// Runs beside slicing.
    /// </summary>
    /// <param name="request">The layer, where the viewer is, and the place.</param>
    /// <param name="cancellationToken">Stops looking, down to the reads that nobody else wants.</param>
    /// <exception cref="LamellaException">The source cannot be opened, or a chunk is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [Alias("get-value")]
    [AlwaysInterleave]
    [ResponseTimeout("00:01:00")]
    Task<LayerValue> GetValue(LayerValueRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The thumbnail of a slice of an image or labels, of a multiscale layer of its coarsest level (SLICING I12); chunks that
    /// are at hand are not read again. Runs beside slicing.
    /// </summary>
    /// <param name="request">Where the layer is sliced.</param>
    /// <param name="cancellationToken">Stops, down to the reads that nobody else wants.</param>
    /// <returns>Null for layers that are neither images nor labels.</returns>
    /// <exception cref="LamellaException">The source cannot be opened, or a chunk is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [Alias("get-thumbnail")]
    [AlwaysInterleave]
    [ResponseTimeout("00:01:00")]
    Task<LayerThumbnail?> GetThumbnail(LayerSliceRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the layer is at work on a request. A viewer asks now and then while it waits for a slow slice: a layer
    /// grain that came back after the loss of a silo answers no, and the request is sent anew.
    /// </summary>
    /// <param name="revision">The request's revision.</param>
    [Alias("is-working")]
    [AlwaysInterleave]
    Task<bool> IsWorking(Revision revision);

    /// <summary>Cancels what is being sliced, and gives back all memory.</summary>
    [Alias("close")]
    Task Close();
}
