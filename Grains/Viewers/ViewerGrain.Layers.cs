using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers;

/// <summary>The list of layers.</summary>
internal sealed partial class ViewerGrain
{
    /// <summary>How long a call waits for a source to be opened before it is to be repeated; below the response timeout.</summary>
    private static readonly TimeSpan OpenWait = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a change of layers or links waits for storage; it is kept, and stored later, where that takes longer.</summary>
    private static readonly TimeSpan StoreWait = TimeSpan.FromSeconds(0.5);

    public async Task<LayerAdded?> AddLayer(LayerSpec spec)
    {
        LayerSpecs.EnsureValid(spec);
        if (_model.Find(spec.Id) is { } known)
        {
            return known.Spec.Source == spec.Source
                ? await KeptAsync(new LayerAdded(spec.Id, _slicer.Revision, known.Info))
                : throw new LamellaException(
                    LamellaErrorCode.InvalidArgument,
                    $"There is a layer '{spec.Id}' already, of another source; update it, or take another id.",
                    expected: known.Spec.Source.Uri,
                    got: spec.Source.Uri);
        }

        return await OpenAsync(spec) is { } added ? await KeptAsync(added) : null;
    }

    public Task<Revision> RemoveLayer(LayerId layer)
    {
        _openings.Stop(layer);
        return KeptAsync(_model.Find(layer) is null ? _slicer.Revision : Remove(layer));
    }

    public Task<Revision> UpdateLayer(LayerSpec spec)
    {
        LayerSpecs.EnsureValid(spec);
        var known = _model.Find(spec.Id) ?? throw UnknownLayer(spec.Id);
        if (known.Spec.Equals(spec))
        {
            return KeptAsync(_slicer.Revision);
        }

        if (known.Spec.Source == spec.Source)
        {
            _ = spec.Transform?.DataToWorld(known.Info.Ndim);
        }

        if (!spec.Visible)
        {
            _runs.Cancel(spec.Id);
            _loading.Forget(spec.Id);
        }

        var isAnew = spec.Visible && (!known.Spec.Visible || !known.Spec.IsSlicedAlike(spec));
        if (isAnew && _isShutDown && !IsInMemory(spec))
        {
            throw ShutDownAlready();
        }

        if (!known.Spec.IsSlicedAlike(spec))
        {
            _runs.Track(LearnAsync(spec, known.Spec), spec.Id);
        }

        return KeptAsync(EditLayers(_model.WithChanged(known with { Spec = spec }, _links.NextStamp()), layer => isAnew && layer == spec.Id));
    }

    public Task<Revision> MoveLayer(LayerId layer, int index)
    {
        _ = _model.Find(layer) ?? throw UnknownLayer(layer);
        return KeptAsync(EditLayers(_model.WithMoved(layer, index, _links.NextStamp()), static _ => false));
    }

    private Revision Remove(LayerId layer)
    {
        StopLayer(layer);
        var changed = _model.WithoutLayer(layer, _links.NextStamp());
        return EditLayers(_links.Has(LinkedParts.Layers) ? changed : changed with { Stamped = changed.Stamped.Forget() }, static _ => false);
    }

    private async Task<LayerAdded?> OpenAsync(LayerSpec spec)
    {
        var opening = _openings.Begin(spec, OnOpened);
        try
        {
            return await opening.WaitAsync(OpenWait, _clock);
        }
        catch (TimeoutException) when (!opening.IsCompleted)
        {
            return null;
        }
        finally
        {
            _openings.Forget(spec.Id);
        }
    }

    private LayerAdded OnOpened(LayerSpec spec, LayerInfo info)
    {
        // A linked viewer may have brought it meanwhile.
        var (layer, stamp) = (new StoredLayer(spec, info), _links.NextStamp());
        var position = _openings.PositionOf(spec.Id, [.. _model.Specs.Select(known => known.Id)]);
        var changed = _model.Find(spec.Id) is null ? _model.WithLayer(layer, position, stamp) : _model.WithChanged(layer, stamp);
        _sources.Forget(spec.Id);
        _deferred.Remove(spec.Id);
        var revision = EditLayers(changed, id => id == spec.Id);
        return new LayerAdded(spec.Id, revision, info);
    }

    /// <summary>Answers when storage has the change: who made it does not know how to make it again.</summary>
    /// <exception cref="TimeoutException">A later life of the viewer has taken the place of this one, which the caller finds by asking again.</exception>
    private async Task<T> KeptAsync<T>(T answer)
    {
        await _store.WhenStoredAsync(StoreWait);
        return _store.IsReplaced ? throw new TimeoutException($"Viewer '{_id}' lives on in another silo.") : answer;
    }

    private void StopLayer(LayerId layer)
    {
        _failures.Forget(layer);
        _runs.Cancel(layer);
        _loading.Forget(layer);
        _runs.Track(_layers.Of(layer).Close(), layer);
        _layers.Forget(layer);
        _sources.Forget(layer);
        _deferred.Remove(layer);
    }

    /// <summary>Takes a user's edit of the layers, and has linked viewers told.</summary>
    private Revision EditLayers(ViewerModel changed, Func<LayerId, bool> concerns)
    {
        var revision = ChangeLayers(changed, concerns);
        _links.Pass(LinkedParts.Layers);
        return revision;
    }

    /// <summary>Takes other layers; where that moves the point, all are sliced anew.</summary>
    private Revision ChangeLayers(ViewerModel changed, Func<LayerId, bool> concerns)
    {
        // A linked point that was clamped may lie within the ranges now; a viewer that slices no more stays where it is.
        changed = _model.IsAtLinkedPoint && !_isShutDown ? changed.AtLinkedPoint() : changed;
        var isMoved = !changed.Dims.Point.SequenceEqual(_model.Dims.Point);
        var before = _model;
        _model = changed;
        _slicer.SetLayers(changed.Specs);
        return Change(layer => isMoved || concerns(layer) || IsInOtherUnits(before, layer), areLayersChanged: true);
    }

    /// <summary>Whether other layers have come or gone by which a layer that is still the same is seen in other units, or its source is known better now.</summary>
    private bool IsInOtherUnits(ViewerModel before, LayerId layer) =>
        before.Find(layer) is { } known && known.Spec.Equals(_model.Find(layer)?.Spec)
        && !Equals(InWorldOrNone(before, layer), InWorldOrNone(_model, layer));

    /// <summary>Null where the layer's transform does not go with what is known of its source.</summary>
    private static LayerSpec? InWorldOrNone(ViewerModel model, LayerId layer)
    {
        try
        {
            return model.InWorld(layer);
        }
        catch (LamellaException)
        {
            return null;
        }
    }

    /// <summary>Learns anew what a layer's source or transform makes of its extent, and with it the ranges.</summary>
    private async Task LearnAsync(LayerSpec spec, LayerSpec? before)
    {
        try
        {
            await _sources.LearnAsync(spec, before);
        }
        catch (Exception exception) when (_deferred.Remove(spec.Id))
        {
            if (exception is not LamellaException)
            {
                ViewerLog.Defect(_logger, exception, _id.Value, spec.Id.Value, _slicer.Revision);
            }

            if (_slicer.PendingOf(spec.Id) is { } revision)
            {
                OnFailed(exception is LamellaException known
                    ? new SliceFailure(spec.Id, revision, known.Code, known.Message)
                    : new SliceFailure(
                        spec.Id,
                        revision,
                        LamellaErrorCode.Internal,
                        $"Opening hit a defect of Lamella, please report it: {exception.GetType().Name}: {exception.Message}"));
            }
        }
    }

    private void OnLearned(LayerSpec spec, LayerInfo info)
    {
        // How it is displayed may have changed meanwhile, which the source knows nothing of.
        var isDeferred = _deferred.Contains(spec.Id);
        if (_model.Find(spec.Id) is { } known && known.Spec.IsSlicedAlike(spec) && (isDeferred || !known.Info.Equals(info)))
        {
            var changed = _model.WithInfo(known with { Info = info });
            _deferred.Remove(spec.Id);
            ChangeLayers(changed, layer => isDeferred && layer == spec.Id);
        }
        else if (_deferred.Remove(spec.Id) && _slicer.PendingOf(spec.Id) is not null)
        {
            Start(spec.Id, isForced: false, Deadline(null));
        }
    }

    /// <summary>
    /// Whether a layer is to wait until its new source is known: without that it would be taken to the shared units as if it
    /// were the source before.
    /// </summary>
    private bool IsDeferred(LayerId layer)
    {
        if (!_sources.IsUnknown(layer) || _model.Find(layer) is not { } known || ReferenceEquals(InWorldOrNone(_model, layer), known.Spec))
        {
            return false;
        }

        _runs.Cancel(layer);
        _deferred.Add(layer);
        if (!_sources.IsAsked(layer))
        {
            _runs.Track(LearnAsync(known.Spec, null), layer);
        }

        return true;
    }

    private LamellaException UnknownLayer(LayerId layer) => new(
        LamellaErrorCode.UnknownLayer,
        $"Viewer '{_id}' has no layer '{layer}'; it has {(_model.Layers.IsEmpty ? "none" : string.Join(", ", _model.Specs.Select(spec => spec.Id)))}.",
        got: layer.Value);
}
