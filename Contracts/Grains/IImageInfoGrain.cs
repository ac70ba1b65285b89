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
}
