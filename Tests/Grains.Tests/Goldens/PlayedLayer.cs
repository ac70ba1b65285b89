using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Tests.Support;

namespace Lamella.Grains.Tests.Goldens;

/// <summary>A layer of a slicer sequence, and what a consumer of the viewer's events has of it.</summary>
internal sealed class PlayedLayer(string name, LayerId id, SliceGates.Gate? gate)
{
    private readonly Dictionary<Revision, int> _ids = [];
    private Revision _requested;

    public string Name => name;

    public LayerId Id => id;

    /// <summary>Null where the layer is sliced in memory.</summary>
    public SliceGates.Gate? Gate => gate;

    public bool IsHeld { get; set; }

    /// <summary>Whether no request can be made for it.</summary>
    public bool IsUnknown { get; set; }

    public int Synchronous { get; set; }

    public int Requests { get; private set; }

    public int? Shown { get; private set; }

    public bool Loaded { get; private set; } = true;

    public void Request(Revision revision)
    {
        _ids[revision] = ++Requests;
        _requested = revision;
        Loaded = false;
    }

    /// <summary>The napari-like id of the request that a slice answers; null for synchronous ones.</summary>
    public int? IdOf(Revision revision) => _ids.TryGetValue(revision, out var number) ? number : null;

    /// <summary>The consumer takes the end of a revision.</summary>
    public void Consume(Revision ended, LayerSliceResponse? response)
    {
        Shown = response is not null && IdOf(response.Revision) is { } shown ? shown : Shown;
        Loaded |= ended >= _requested;
    }
}
