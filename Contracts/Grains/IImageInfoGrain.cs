using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Contracts.Grains;

/// <summary>
/// Looks into sources without making a layer of them; any key will do. A call waits for a short time only: the grain looks
/// on meanwhile, and stops when it has not been asked again for some seconds. So the caller alone says how long it may take.
/// </summary>
[GrainInterfaceType("lamella.image-info")]
[Alias("lamella.image-info-grain")]
public interface IImageInfoGrain : IGrainWithIntegerKey
{
    /// <summary>Opens a source and tells what it holds, without reading any chunk.</summary>
    /// <param name="uri">A path or URI, as the silo sees it.</param>
    /// <param name="lookUp">Made by the caller, and the same when it calls again.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <returns>Null while the source is still being opened: call again.</returns>
    /// <exception cref="LamellaException">The source cannot be opened.</exception>
    [Alias("get-info")]
    Task<ImageInfo?> GetInfo(string uri, Guid lookUp, CancellationToken cancellationToken);

    /// <summary>What kind of layer a source makes, by its format and, of tables, by its columns; the first bytes are read, no more.</summary>
    /// <param name="uri">A path or URI, as the silo sees it.</param>
    /// <param name="lookUp">Made by the caller, and the same when it calls again.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The kind; image for everything that holds no items. Null while the source is still being read: call again.</returns>
    /// <exception cref="LamellaException">The source cannot be read.</exception>
    [Alias("get-kind")]
    Task<LayerKind?> GetKind(string uri, Guid lookUp, CancellationToken cancellationToken);
}
