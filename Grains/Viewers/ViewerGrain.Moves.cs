using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers;

/// <summary>Moving: Dims, field of view, and slicing anew.</summary>
internal sealed partial class ViewerGrain
{
    public Task<Revision> SetDims(Dims dims, ChangeOrder order, TimeSpan? deadline)
    {
        if (!_dimsOrders.TryAccept(order))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var (before, changed) = (_model.Dims, _model.WithDims(dims));
        if (changed.Dims.Equals(before))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var isMoved = !changed.Dims.Point.SequenceEqual(before.Point);
        var revision = Move(isMoved ? Stamped(changed, LinkedParts.Point) : changed, deadline);
        if (isMoved)
        {
            _links.Pass(LinkedParts.Point);
        }

        return Task.FromResult(revision);
    }

    public Task<Revision> SetFieldOfView(FieldOfView? fieldOfView, ChangeOrder order, TimeSpan? deadline)
    {
        if (!_viewOrders.TryAccept(order))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var changed = _model.WithFieldOfView(fieldOfView);
        if (Equals(changed.FieldOfView, _model.FieldOfView))
        {
            return Task.FromResult(_slicer.Revision);
        }

        var revision = Move(Stamped(changed, LinkedParts.Zoom), deadline);
        _links.Pass(LinkedParts.Zoom);
        return Task.FromResult(revision);
    }

    public Task<Revision> SliceNow()
    {
        EnsureSlicing();
        return Task.FromResult(Change(static _ => true, isForced: true));
    }

    public Task<LayersSubmitted> Submit(ImmutableArray<LayerId> layers)
    {
        if (layers.IsDefaultOrEmpty)
        {
            return Task.FromResult(new LayersSubmitted(_slicer.Revision, [], []));
        }

        var unknown = layers.FirstOrDefault(layer => _model.Find(layer) is null);
        if (unknown != default)
        {
            throw UnknownLayer(unknown);
        }

        ImmutableArray<LayerSpec> visible = [.. _model.Specs.Where(spec => spec.Visible && layers.Contains(spec.Id))];
        ImmutableArray<LayerId> inMemory = [.. visible.Where(IsInMemory).Select(static spec => spec.Id)];
        ImmutableArray<LayerId> others = [.. visible.Select(static spec => spec.Id).Except(inMemory)];
        if (_isShutDown && !others.IsEmpty)
        {
            throw ShutDownAlready();
        }

        var revision = visible.IsEmpty ? _slicer.Revision : Change(layers.Contains, isForced: true);
        return Task.FromResult(new LayersSubmitted(revision, others, inMemory));
    }

    public Task ShutDown()
    {
        _isShutDown = true;
        return Task.CompletedTask;
    }

    /// <summary>What napari slices on the caller's own thread (SLICING L2); nothing of them has to be read.</summary>
    private static bool IsInMemory(LayerSpec spec) => spec is ShapesLayerSpec or TracksLayerSpec;

    private Revision Move(ViewerModel changed, TimeSpan? deadline)
    {
        EnsureSlicing();
        _model = changed;
        return Change(static _ => true, deadline: deadline);
    }

    private void EnsureSlicing()
    {
        if (_isShutDown && _model.Specs.Any(spec => spec.Visible && !IsInMemory(spec)))
        {
            throw ShutDownAlready();
        }
    }

    private LamellaException ShutDownAlready() =>
        new(LamellaErrorCode.ShutDown, $"Viewer '{_id}' has been shut down and slices no more; open another.", got: _id.Value);
}
