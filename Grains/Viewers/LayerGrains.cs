using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers;

/// <summary>
/// The grains of a viewer's layers. References are kept: making one looks up attributes of the interface each time, which
/// shows in the time of a slice. Runs in the grain's context.
/// </summary>
internal sealed class LayerGrains(ViewerId viewer, IGrainFactory grains)
{
    private readonly Dictionary<LayerId, ILayerGrain> _known = [];

    /// <summary>The grain of a layer.</summary>
    public ILayerGrain Of(LayerId layer) => _known.TryGetValue(layer, out var grain)
        ? grain
        : _known[layer] = grains.GetGrain<ILayerGrain>(LayerGrainKey.Create(viewer, layer));

    /// <summary>A layer has gone.</summary>
    public void Forget(LayerId layer) => _known.Remove(layer);
}
