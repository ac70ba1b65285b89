using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Picking;

namespace Lamella.Grains.Layers;

/// <summary>Lines of sight of requests for values.</summary>
internal static class DataRays
{
    /// <summary>The line of sight; null where the request has none, or the layer does not display three axes.</summary>
    /// <param name="input">Where the layer is sliced.</param>
    /// <param name="request">The request.</param>
    public static DataRay? Of(SliceInput input, LayerValueRequest request) =>
        request.Direction is { } direction ? DataRay.From(input, request.Place, direction) : null;
}
