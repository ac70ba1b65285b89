using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>One page: a plane of pixels, and where its segments lie.</summary>
/// <param name="Directory">Its tags.</param>
/// <param name="Layout">How its pixels lie.</param>
/// <param name="Offsets">Where each segment begins.</param>
/// <param name="ByteCounts">How long each segment is; null where uncompressed pixels let it be known.</param>
/// <param name="SubIfds">Directories beneath it: reduced images, finest first.</param>
/// <param name="IsReduced">Whether it is a reduced image of another page (NewSubfileType 1).</param>
/// <param name="IsMask">Whether it is a mask of another page (NewSubfileType 4).</param>
internal sealed record TiffPage(
    TiffDirectory Directory,
    TiffLayout Layout,
    TiffField Offsets,
    TiffField? ByteCounts,
    ImmutableArray<long> SubIfds,
    bool IsReduced,
    bool IsMask);
