using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers.Links;

namespace Lamella.Grains.Viewers;

/// <summary>Links with other viewers.</summary>
internal sealed partial class ViewerGrain
{
    public async Task Link(ViewerId other, LinkedParts parts)
    {
        _links.EnsureValid(other, parts);
        var before = LinkedParts.None;
        await _links.ProposeAsync(other, parts, () =>
        {
            before = _links.PartsOf(other);
            SetLink(other, parts);
        });

        // Layers first: the point lies within their ranges.
        for (var part = LinkedParts.Layers; part != LinkedParts.None; part = (LinkedParts)((byte)part >> 1))
        {
            if (parts.HasFlag(part) && ChangeToLead(part) is { } change)
            {
                await _links.LeadAsync(other, change, isNew: !before.HasFlag(part));
            }
        }

        await _store.WhenStoredAsync(StoreWait);
    }

    public Task AcceptLink(ViewerId by, LinkedParts parts)
    {
        _links.EnsureValid(by, parts);
        SetLink(by, parts);
        return _store.WhenStoredAsync(StoreWait);
    }

    public Task Follow(LinkedChange change)
    {
        if (!_links.Hear(change.From, change.Part))
        {
            return Task.CompletedTask;
        }

        LinkedChanges.EnsureValid(change);
        _links.See(change.Stamp);
        if (change.Part == LinkedParts.Layers)
        {
            FollowLayers(change);
        }
        else
        {
            FollowPlace(change);
        }

        // So a link begins, and nobody tells it again.
        return change.TakesOver ? _store.WhenStoredAsync(StoreWait) : Task.CompletedTask;
    }

    /// <summary>Drops a part of a link that the other viewer has not, or no more: it was closed, or lost the link.</summary>
    private void Unlink(ViewerId other, LinkedParts part) => SetLink(other, _links.PartsOf(other) & ~part);

    private void SetLink(ViewerId other, LinkedParts parts)
    {
        var before = _links.All;
        _links.Set(other, parts);
        if (before.SequenceEqual(_links.All))
        {
            return;
        }

        _model = _model with
        {
            Links = _links.All,
            Stamped = _links.Has(LinkedParts.Layers) ? _model.Stamped : _model.Stamped.Forget(),
            LinkedPoint = _links.Has(LinkedParts.Point) ? _model.LinkedPoint : null,
            LinkedZoom = _links.Has(LinkedParts.Zoom) ? _model.LinkedZoom : null,
        };
        _store.Write(_model, _slicer.Revision);
    }

    /// <summary>How this viewer stands in a part, as the others are told; null where there is nothing to tell.</summary>
    private LinkedChange? ChangeOf(LinkedParts part) => (part switch
    {
        LinkedParts.Point => _model.LinkedPoint,
        LinkedParts.Zoom => _model.LinkedZoom,
        _ => new LinkedChange { Stamp = _model.Stamped.Newest, Part = part, Layers = _model.Layers, LayerStamps = _model.Stamped.Stamps },
    }) is { } change ? change with { From = _id } : null;

    /// <summary>How this viewer stands in a part that another one takes over now.</summary>
    private LinkedChange? ChangeToLead(LinkedParts part)
    {
        if (part != LinkedParts.Layers)
        {
            _model = Stamped(_model, part);
            _store.Write(_model, _slicer.Revision);
        }

        return ChangeOf(part);
    }

    /// <summary>A model whose point or zoom is the newest change of those linked.</summary>
    private ViewerModel Stamped(ViewerModel changed, LinkedParts part)
    {
        if (!_links.Has(part))
        {
            return changed;
        }

        var dims = changed.Dims;
        return part == LinkedParts.Point
            ? changed with { LinkedPoint = new LinkedChange { Stamp = _links.NextStamp(), Part = part, Point = dims.Point } }
            : changed.FieldOfView is { } view
                ? changed with { LinkedZoom = new LinkedChange { Stamp = _links.NextStamp(), Part = part, FieldOfView = view, Displayed = DisplayedOf(dims) } }
                : changed;
    }

    private void FollowPlace(LinkedChange change)
    {
        var own = (change.Part == LinkedParts.Point ? _model.LinkedPoint : _model.LinkedZoom)?.Stamp ?? default;
        ViewerId? knownBy = change.From;
        if (change.Stamp <= own)
        {
            if (!change.TakesOver)
            {
                if (change.Asks && change.Stamp < own)
                {
                    _links.Answer(change.From, change.Part);
                }

                return;
            }

            (change, knownBy) = (change with { Stamp = _links.NextStamp() }, null);
        }

        // Those linked further on may be able to follow where this one is not; they are told what it was told.
        var told = change with { Asks = false, TakesOver = false };
        _model = change.Part == LinkedParts.Point ? _model with { LinkedPoint = told } : _model with { LinkedZoom = told };
        _store.Write(_model, _slicer.Revision);
        _links.Pass(change.Part, knownBy);
        if (change.Part == LinkedParts.Point)
        {
            FollowPoint();
        }
        else if (LinkedZoom.Follow(_model.FieldOfView, DisplayedOf(_model.Dims), change.FieldOfView!, change.Displayed) is { } followed
            && !followed.Equals(_model.FieldOfView))
        {
            Move(_model.WithFieldOfView(followed), null);
        }
    }

    private void FollowPoint()
    {
        var changed = _model.AtLinkedPoint();
        if (!changed.Dims.Equals(_model.Dims))
        {
            Move(changed, null);
        }
    }

    private void FollowLayers(LinkedChange change)
    {
        var (before, theirs) = (_model, StampedLayers.From(change.Layers, change.LayerStamps));
        var merged = change.TakesOver ? before.Stamped.TakeOver(theirs, _links.NextStamp()) : before.Stamped.Merge(theirs);
        var areSame = merged.KnowsTheSame(theirs);
        if (merged.KnowsTheSame(before.Stamped))
        {
            if (change.Asks && !areSame)
            {
                _links.Answer(change.From, LinkedParts.Layers);
            }

            return;
        }

        _links.See(merged.Newest);
        TakeLayers(before.WithLayers(merged));
        _links.Pass(LinkedParts.Layers, areSame ? change.From : null);
    }

    /// <summary>Takes a list of layers that was edited elsewhere.</summary>
    private void TakeLayers(ViewerModel changed)
    {
        var before = _model.Layers.ToDictionary(static layer => layer.Spec.Id);
        foreach (var gone in before.Keys.Where(id => changed.Find(id) is null))
        {
            StopLayer(gone);
        }

        foreach (var hidden in changed.Specs.Where(static spec => !spec.Visible))
        {
            _runs.Cancel(hidden.Id);
        }

        bool IsAnew(LayerId id) =>
            !before.TryGetValue(id, out var known) || !known.Spec.Visible || !known.Spec.IsSlicedAlike(changed.Find(id)!.Spec);

        // Each viewer learns for itself what a source holds: what came with it may be what was known of the one before.
        foreach (var spec in changed.Specs)
        {
            var known = before.GetValueOrDefault(spec.Id)?.Spec;
            if (known?.IsSlicedAlike(spec) is not true)
            {
                _runs.Track(LearnAsync(spec, known), spec.Id);
            }
        }

        ChangeLayers(changed, IsAnew);
    }

    /// <summary>The displayed axes, counted from the last.</summary>
    private static ImmutableArray<int> DisplayedOf(Dims dims) => [.. dims.Displayed.Select(axis => axis - dims.Ndim)];
}
