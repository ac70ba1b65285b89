using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>Which coarser level stands in while the right one is read.</summary>
public static class PreviewChoice
{
    /// <summary>How many times fewer bytes a level must take to be worth reading for a preview.</summary>
    public const int MuchCheaper = 8;

    /// <summary>
    /// The finest coarser level whose chunks are at hand; else the coarsest, if it takes at most an eighth of the bytes.
    /// </summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="reader">Knows what is at hand.</param>
    /// <returns>The request for the preview; null where none is worth it, or the right level is at hand itself.</returns>
    public static ImageSliceRequest? Of(ImageSliceRequest request, IChunkReader reader)
    {
        if (request.Window is not { } window || !request.Data.IsMultiscale || ImageSlicing.Demand(request) is not { } wanted || reader.IsAtHand(wanted))
        {
            return null;
        }

        var coarsest = request.Data.Levels.Length - 1;
        for (var level = window.Level + 1; level <= coarsest; level++)
        {
            var coarser = CoarserRequest.At(request, level);
            if (ImageSlicing.Demand(coarser) is { } demand && (reader.IsAtHand(demand) || (level == coarsest && Bytes(demand) * MuchCheaper <= Bytes(wanted))))
            {
                return coarser;
            }
        }

        return null;
    }

    private static double Bytes(ChunkDemand demand)
    {
        var metadata = demand.Array.Metadata;
        return metadata.ChunkShape.Aggregate((double)demand.Count * metadata.DataType.ItemSize(), static (bytes, extent) => bytes * extent);
    }
}
