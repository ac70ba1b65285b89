using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Subscriptions;

/// <summary>
/// What a subscriber has been told so far: decides whether an event is the next, and turns a snapshot into the events
/// that were missed. Pure, not safe for concurrent use.
/// </summary>
internal sealed class ViewerProgress
{
    private long _epoch;
    private long _number;
    private Revision _ended;
    private Dims? _dims;
    private FieldOfView? _fieldOfView;
    private ImmutableArray<LayerSpec> _layers = [];

    /// <summary>Whether any state has been told.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether an event directly follows what has been told.</summary>
    public bool Follows(ViewerEvent next) => HasStarted && next.Revision.Epoch == _epoch && next.Number == _number + 1;

    /// <summary>Whether an event has been told already, or belongs to a life of the viewer that is over.</summary>
    public bool IsKnown(ViewerEvent next) =>
        HasStarted && (next.Revision.Epoch < _epoch || (next.Revision.Epoch == _epoch && next.Number <= _number));

    /// <summary>Takes an event that follows.</summary>
    /// <returns>Whether to tell it: false for slices of a revision that ended already.</returns>
    public bool Accept(ViewerEvent next)
    {
        _number = next.Number;
        switch (next)
        {
            case DimsChanged moved:
                _dims = moved.Dims;
                _fieldOfView = moved.FieldOfView;
                return true;
            case LayersChanged changed:
                _layers = changed.Layers;
                return true;
            case SliceReady or SliceFailed:
                var isNew = next.Revision > _ended;
                _ended = isNew ? next.Revision : _ended;
                return isNew;
            default:
                return next.Revision >= _ended;
        }
    }

    /// <summary>Events that the snapshot knows of and that have not been told.</summary>
    public long CountMissed(ViewerSnapshot snapshot) =>
        snapshot.Revision.Epoch == _epoch ? Math.Max(0, snapshot.LastEvent - _number) : snapshot.LastEvent;

    /// <summary>Takes a snapshot's state for what has been told.</summary>
    /// <returns>The difference, as events; all of it the first time.</returns>
    public IReadOnlyList<ViewerEvent> Repair(ViewerSnapshot snapshot)
    {
        if (HasStarted && (snapshot.Revision.Epoch < _epoch
            || (snapshot.Revision.Epoch == _epoch && snapshot.LastEvent < _number)))
        {
            return [];
        }

        var told = new List<ViewerEvent>();
        var (id, revision, number) = (snapshot.Viewer, snapshot.Revision, snapshot.LastEvent);
        ImmutableArray<LayerSpec> layers = [.. snapshot.Layers.Select(layer => layer.Spec)];
        if (!HasStarted || !_layers.SequenceEqual(layers))
        {
            told.Add(new LayersChanged(id, revision, number, layers));
        }

        if (!HasStarted || !snapshot.Dims.Equals(_dims) || !Equals(snapshot.FieldOfView, _fieldOfView))
        {
            told.Add(new DimsChanged(id, revision, number, snapshot.Dims, snapshot.FieldOfView));
        }

        if (snapshot.LastEnd is { } end && end.Revision > _ended)
        {
            _ended = end.Revision;
            told.Add(end);
        }

        (HasStarted, _epoch, _number) = (true, revision.Epoch, number);
        (_layers, _dims, _fieldOfView) = (layers, snapshot.Dims, snapshot.FieldOfView);
        return told;
    }
}
