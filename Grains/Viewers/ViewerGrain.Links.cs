using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers.Links;

namespace Lamella.Grains.Viewers;

/// <summary>Links with other viewers.</summary>
internal sealed partial class ViewerGrain
{
    /// <summary>The displayed axes, counted from the last.</summary>
    private ImmutableArray<int> Displayed => [.. _model.Dims.Displayed.Select(axis => axis - _model.Dims.Ndim)];

    public async Task Link(ViewerId other, LinkedParts parts)
    {
        if (other == _id || !LayerSpecs.IsId(other.Value) || (parts & ~LinkedParts.All) != 0)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"Viewer '{_id}' cannot be linked with '{other}' by {parts}; name another viewer.", got: other.Value);
        }

        await _links.TellAsync(other, parts);
        SetLink(other, parts);
        foreach (var change in Enum.GetValues<LinkedParts>().Where(part => part is not (LinkedParts.None or LinkedParts.All) && parts.HasFlag(part)).Select(ChangeOf).OfType<LinkedChange>())
        {
            await _links.TellAsync(other, change);
        }
    }

    public Task AcceptLink(ViewerId by, LinkedParts parts)
    {
        SetLink(by, parts);
        return Task.CompletedTask;
    }

    public Task Follow(LinkedChange change)
    {
        if (!_links.IsNew(change))
        {
            return Task.CompletedTask;
        }

        try
        {
            switch (change.Part)
            {
                case LinkedParts.Point:
                    FollowPoint(change.Point);
                    break;
                case LinkedParts.Zoom when change.FieldOfView is { } view
                    && LinkedZoom.Follow(_model.FieldOfView, Displayed, view, change.Displayed) is { } followed && !followed.Equals(_model.FieldOfView):
                    Move(_model.WithFieldOfView(followed), null);
                    break;
                case LinkedParts.Layers:
                    FollowLayers(change.Layers);
                    break;
            }
        }
        finally
        {
            // Those linked further on may be able to follow where this one is not.
            _links.Pass(change);
        }

        return Task.CompletedTask;
    }

    private void SetLink(ViewerId other, LinkedParts parts)
    {
        var before = _links.All;
        _links.Set(other, parts);
        if (before.SequenceEqual(_links.All))
        {
            return;
        }

        _store.Write(_model with { Links = _links.All }, _slicer.Revision);
        _model = _model with { Links = _links.All };
    }

    /// <summary>Tells linked viewers of a part that has changed.</summary>
    private void TellLinked(LinkedParts part)
    {
        if (ChangeOf(part) is { } change)
        {
            _links.Announce(change);
        }
    }

    private LinkedChange? ChangeOf(LinkedParts part) => part switch
    {
        LinkedParts.Point => new LinkedChange { Stamp = default, Part = part, Point = _model.Dims.Point },
        LinkedParts.Layers => new LinkedChange { Stamp = default, Part = part, Layers = _model.Layers },
        LinkedParts.Zoom when _model.FieldOfView is { } view => new LinkedChange { Stamp = default, Part = part, FieldOfView = view, Displayed = Displayed },
        _ => null,
    };

    private void FollowPoint(ImmutableArray<double> point)
    {
        var own = _model.Dims.Point.ToBuilder();
        for (var fromLast = 1; fromLast <= Math.Min(own.Count, point.Length); fromLast++)
        {
            own[^fromLast] = point[^fromLast];
        }

        var changed = _model.WithDims(_model.Dims.WithPoint(own.MoveToImmutable()));
        if (!changed.Dims.Equals(_model.Dims))
        {
            Move(changed, null);
        }
    }

    private void FollowLayers(ImmutableArray<StoredLayer> layers)
    {
        if (layers.SequenceEqual(_model.Layers))
        {
            return;
        }

        foreach (var gone in _model.Specs.Where(spec => !layers.Any(layer => layer.Spec.Id == spec.Id)))
        {
            StopLayer(gone.Id);
        }

        var before = _model.Specs.ToDictionary(static spec => spec.Id);
        bool IsAnew(LayerId layer) =>
            !before.TryGetValue(layer, out var known) || !known.Visible || !known.IsSlicedAlike(layers.First(stored => stored.Spec.Id == layer).Spec);

        foreach (var hidden in layers.Where(static layer => !layer.Spec.Visible))
        {
            _runs.Cancel(hidden.Spec.Id);
        }

        ChangeLayers(_model.WithLayers(layers), IsAnew, isFollowing: true);
    }
}
