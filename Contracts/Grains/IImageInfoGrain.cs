using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Contracts.Grains;

/// <summary>Looks into sources without making a layer of them. Stateless; any key will do.</summary>
[GrainInterfaceType("lamella.image-info")]
[Alias("lamella.image-info-grain")]
public interface IImageInfoGrain : IGrainWithIntegerKey
{
    /// <summary>Opens a source and tells what it holds, without reading any chunk.</summary>
    /// <param name="uri">A path or URI, as the silo sees it.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="LamellaException">The source cannot be opened.</exception>
    [Alias("get-info")]
    [ResponseTimeout("00:01:00")]
    Task<ImageInfo> GetInfo(string uri, CancellationToken cancellationToken);

    /// <summary>What kind of layer a source makes, by its format and, of tables, by its columns; the first bytes are read, no more.</summary>
    /// <param name="uri">A path or URI, as the silo sees it.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The kind; image for everything that holds no items.</returns>
    /// <exception cref="LamellaException">The source cannot be read.</exception>
    [Alias("get-kind")]
    [ResponseTimeout("00:01:00")]
    Task<LayerKind> GetKind(string uri, CancellationToken cancellationToken);
}
