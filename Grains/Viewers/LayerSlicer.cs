using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers;

/// <summary>
/// The rules of a viewer's slicing (NAP-4's LayerSlicer), as a state machine that starts nothing and waits for nothing:
/// which layers are being sliced for which revision, what is shown, and how a revision ends. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// For each layer only the newest request counts: what arrives for another is stale and changes nothing (SLICING §0, L4–L8).
/// A revision that a newer one replaces ends without a word; every other ends once, in ready or failed (L9).
/// </remarks>
internal sealed class LayerSlicer(long epoch)
{
    private readonly List<Entry> _layers = [];

    /// <summary>The last accepted revision.</summary>
    public Revision Revision { get; private set; } = new(epoch, 0);

    /// <summary>How it stands.</summary>
    public RevisionOutcome Outcome { get; private set; } = RevisionOutcome.Ready;

    /// <summary>The visible layers with a request that has not been answered, bottom first.</summary>
    public IEnumerable<LayerId> Loading => _layers.Where(layer => layer.Pending is not null).Select(layer => layer.Id);

    /// <summary>What is shown of each visible layer that did not fail, bottom first.</summary>
    public ImmutableArray<LayerSliceResponse> Responses =>
        [.. _layers.Where(layer => layer is { Visible: true, Failure: null }).Select(layer => layer.Response).OfType<LayerSliceResponse>()];

    /// <summary>Why visible layers failed, bottom first.</summary>
    public ImmutableArray<SliceFailure> Failures =>
        [.. _layers.Where(layer => layer.Visible).Select(layer => layer.Failure).OfType<SliceFailure>()];

    /// <summary>The revision that a layer is being sliced for; null where it is not.</summary>
    public Revision? PendingOf(LayerId layer) => Find(layer)?.Pending;

    /// <summary>The newest slice of a layer.</summary>
    public LayerSliceResponse? ResponseOf(LayerId layer) => Find(layer)?.Response;

    /// <summary>Why the newest slice of a layer failed.</summary>
    public SliceFailure? FailureOf(LayerId layer) => Find(layer)?.Failure;

    /// <summary>Takes the list of layers. One that has gone, or is hidden now, is no longer waited for.</summary>
    /// <param name="layers">All layers, bottom first.</param>
    public void SetLayers(IEnumerable<LayerSpec> layers)
    {
        List<Entry> before = [.. _layers];
        _layers.Clear();
        foreach (var spec in layers)
        {
            var entry = before.Find(known => known.Id == spec.Id) ?? new Entry(spec.Id);
            entry.Visible = spec.Visible;
            entry.Pending = spec.Visible ? entry.Pending : null;
            _layers.Add(entry);
        }
    }

    /// <summary>Accepts a change: makes a revision, for which the layers that it concerns are to be sliced anew.</summary>
    /// <param name="concerns">Whether a layer has to be sliced anew. Hidden layers never are.</param>
    /// <returns>The layers to slice for <see cref="Revision"/>, bottom first; what runs for them now is superseded.</returns>
    public ImmutableArray<LayerId> Accept(Func<LayerId, bool> concerns)
    {
        Revision = Revision.Next();
        Outcome = RevisionOutcome.Pending;
        var concerned = ImmutableArray.CreateBuilder<LayerId>();
        foreach (var layer in _layers.Where(layer => layer.Visible && concerns(layer.Id)))
        {
            layer.Pending = Revision;
            concerned.Add(layer.Id);
        }

        return concerned.ToImmutable();
    }

    /// <summary>Takes a slice.</summary>
    /// <returns>Whether it is the one waited for; a stale one changes nothing.</returns>
    public bool Complete(LayerSliceResponse response)
    {
        if (Find(response.Layer) is not { } layer || layer.Pending != response.Revision)
        {
            return false;
        }

        layer.Response = response;
        layer.Failure = null;
        layer.Pending = response is ImageSliceResponse { IsPreview: true } ? layer.Pending : null;
        return true;
    }

    /// <summary>Takes a failure. The layer keeps showing its last slice.</summary>
    /// <returns>Whether it is the one waited for; a stale one changes nothing.</returns>
    public bool Fail(SliceFailure failure)
    {
        if (Find(failure.Layer) is not { } layer || layer.Pending != failure.Revision)
        {
            return false;
        }

        layer.Failure = failure;
        layer.Pending = null;
        return true;
    }

    /// <summary>Ends the revision where nothing is waited for any more. True once for a revision.</summary>
    public bool TryEnd()
    {
        if (Outcome != RevisionOutcome.Pending || _layers.Exists(layer => layer.Pending is not null))
        {
            return false;
        }

        Outcome = Failures.IsEmpty ? RevisionOutcome.Ready : RevisionOutcome.Failed;
        return true;
    }

    private Entry? Find(LayerId id) => _layers.Find(layer => layer.Id == id);

    private sealed class Entry(LayerId id)
    {
        public LayerId Id { get; } = id;

        public bool Visible { get; set; }

        public Revision? Pending { get; set; }

        public LayerSliceResponse? Response { get; set; }

        public SliceFailure? Failure { get; set; }
    }
}
