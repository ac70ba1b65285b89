using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Subscriptions;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>What the service tells. Anything about a canvas that is no longer there is ignored.</summary>
internal static class ServiceReducer
{
    public static Reduction Reduce(Reduction reduction, ViewInput input) => input switch
    {
        ViewInput.Happened happened when Has(reduction, happened.Canvas) => Happened(reduction, happened.Canvas, happened.Event),
        ViewInput.SnapshotArrived arrived when Has(reduction, arrived.Canvas) => Arrived(reduction, arrived.Canvas, arrived.Snapshot),
        ViewInput.ChangeAccepted accepted when Has(reduction, accepted.Canvas) => Accepted(reduction, accepted),
        ViewInput.LayersAccepted accepted => LayersAccepted(reduction, accepted.Revision),
        ViewInput.ChangeRefused refused => Refused(reduction, refused),
        ViewInput.PixelsArrived arrived when Has(reduction, arrived.Canvas) => PixelsArrived(reduction, arrived),
        ViewInput.ValuesFound found when Has(reduction, found.Canvas) =>
            reduction.With(state => state.WithCanvas(found.Canvas, canvas => canvas with { Found = (found.Place, found.Values) })),
        ViewInput.PixelsLost lost when Has(reduction, lost.Canvas) => PixelsLost(reduction, lost),
        ViewInput.LayerOpened opened => LayerOpened(reduction, opened),
        ViewInput.OpeningEnded ended => OpeningEnded(reduction, ended),
        ViewInput.CanvasOpened opened when Has(reduction, opened.Canvas) => CanvasOpened(reduction, opened.Canvas),
        ViewInput.CanvasRefused refused when Has(reduction, refused.Canvas) => reduction.With(state => state
            .WithCanvas(refused.Canvas, static canvas => canvas with { IsOpening = false })
            .WithMessage(Tone.Error, $"Canvas {refused.Canvas + 1}: {refused.Reason}")),
        ViewInput.StatusChanged changed when Has(reduction, changed.Canvas) => StatusChanged(reduction, changed),
        _ => reduction,
    };

    private static bool Has(Reduction reduction, int canvas) => canvas < reduction.State.Canvases.Length;

    private static Reduction Happened(Reduction reduction, int canvas, ViewerEvent happened) => happened switch
    {
        DimsChanged changed => reduction.With(state => state.WithCanvas(canvas, now => now with { Dims = Adopt(now, changed.Dims) })),
        LayersChanged changed when IsLost(reduction.State, canvas, changed) => Restore(reduction, canvas),
        LayersChanged changed => AdoptLayers(Heard(reduction, canvas, changed), canvas, changed),
        LoadingChanged changed => reduction.With(state => state.WithCanvas(canvas, now => now with
        {
            Loading = changed.Layers.ToImmutableDictionary(layer => layer.Layer, layer => state.Now - layer.For),
        })),
        LayerSliceReady ready => Fetch(reduction, canvas, [ready.Response]),
        SliceReady ready => Ended(reduction, canvas, ready.Revision, ready.Responses, []),
        SliceFailed failed => Ended(reduction, canvas, failed.Revision, failed.Responses, failed.Failures),
        _ => reduction,
    };

    /// <summary>The viewer's Dims, except where a change of one's own is still on its way to it: then only its ranges.</summary>
    private static Dims Adopt(CanvasState canvas, Dims told) =>
        canvas.Dims.Ndim != told.Ndim ? canvas.IsOpening ? canvas.Dims : told
        : canvas.UnansweredDims == 0 && !canvas.IsOpening ? told
        : canvas.Dims.WithAxisLabels(told.AxisLabels).WithRange(told.Range);

    /// <summary>Whether the viewer began a new life without any of its layers: the service kept them in memory alone.</summary>
    private static bool IsLost(ViewState state, int canvas, LayersChanged changed)
    {
        var now = state.Canvases[canvas];
        return changed.Layers.IsEmpty && !state.Layers.IsEmpty && !now.IsOpening
            && now.LayersEpoch != 0 && changed.Revision.Epoch > now.LayersEpoch;
    }

    private static Reduction Heard(Reduction reduction, int canvas, LayersChanged changed) => changed.Layers.IsEmpty
        ? reduction
        : reduction.With(state => state.WithCanvas(canvas, now => now with { LayersEpoch = Math.Max(now.LayersEpoch, changed.Revision.Epoch) }));

    private static Reduction Restore(Reduction reduction, int canvas) => reduction
        .With(state => state
            .WithCanvas(canvas, now => now with { IsOpening = true, Unanswered = 0, UnansweredDims = 0, Fetching = [], Loading = now.Loading.Clear() })
            .WithMessage(Tone.Warning, "The service came back without the layers; adding them again."))
        .Emit(new ViewEffect.RestoreCanvas(canvas, reduction.State));

    /// <summary>Another client may have changed the layers; what is known of those that stay is kept.</summary>
    private static Reduction AdoptLayers(Reduction reduction, int canvas, LayersChanged changed)
    {
        var state = reduction.State;
        if (canvas != 0 || state.LayerChanges > 0 || state.Canvases[0].IsOpening || changed.Revision < state.LayersRevision || !state.Opening.IsEmpty || state.Layout == CanvasLayout.Grid)
        {
            return reduction;
        }

        var known = state.Layers.ToDictionary(layer => layer.Id);
        ImmutableArray<LayerEntry> layers =
            [.. changed.Layers.Select(spec => known.TryGetValue(spec.Id, out var layer) ? layer with { Spec = spec } : new LayerEntry(spec))];
        var adopted = reduction.With(state with
        {
            Layers = layers,
            SelectedLayer = Math.Clamp(state.SelectedLayer, 0, Math.Max(0, layers.Length - 1)),
        });
        return layers.Any(layer => layer.Info is null) ? adopted.Emit(new ViewEffect.GetSnapshot(0)) : adopted;
    }

    private static Reduction LayersAccepted(Reduction reduction, Revision? revision) => reduction.With(state => state with
    {
        LayerChanges = Math.Max(0, state.LayerChanges - 1),
        LayersRevision = revision is { } made && made > state.LayersRevision ? made : state.LayersRevision,
    });

    private static Reduction Arrived(Reduction reduction, int canvas, ViewerSnapshot snapshot)
    {
        var state = reduction.State;
        var layers = state.Layers;
        foreach (var layer in snapshot.Layers.Where(_ => canvas == 0))
        {
            var index = layers.ToList().FindIndex(known => known.Id == layer.Spec.Id);
            layers = index < 0
                ? layers.Add(new LayerEntry(layer.Spec, layer.Info))
                : layers.SetItem(index, layers[index] with { Info = layer.Info ?? layers[index].Info });
        }

        return reduction.With((state with { Layers = layers }).WithCanvas(canvas, now => now with { Dims = Adopt(now, snapshot.Dims) }));
    }

    private static Reduction Accepted(Reduction reduction, ViewInput.ChangeAccepted accepted) =>
        reduction.With(state => state.WithCanvas(accepted.Canvas, canvas =>
        {
            var revision = accepted.Revision > canvas.Accepted ? accepted.Revision : canvas.Accepted;
            var isAwaited = accepted.Revision > canvas.Ended;
            return canvas with
            {
                Unanswered = Math.Max(0, canvas.Unanswered - 1),
                UnansweredDims = Math.Max(0, canvas.UnansweredDims - (accepted.IsDims ? 1 : 0)),
                Accepted = revision,
                SentAt = isAwaited ? canvas.SentAt.SetItem(accepted.Revision, accepted.SentAt) : canvas.SentAt,
            };
        }));

    private static Reduction Refused(Reduction reduction, ViewInput.ChangeRefused refused)
    {
        var told = reduction.With(state => state.WithMessage(Tone.Error, refused.Reason));
        return Has(reduction, refused.Canvas)
            ? told.With(state => state.WithCanvas(refused.Canvas, canvas => canvas with
            {
                Unanswered = Math.Max(0, canvas.Unanswered - 1),
                UnansweredDims = Math.Max(0, canvas.UnansweredDims - (refused.IsDims ? 1 : 0)),
            }))
            : told;
    }

    private static Reduction Ended(
        Reduction reduction,
        int canvas,
        Revision revision,
        ImmutableArray<LayerSliceResponse> responses,
        ImmutableArray<SliceFailure> failures)
    {
        var before = reduction.State.Canvases[canvas];
        var skipped = before.Ended.Epoch == revision.Epoch && before.Ended.Counter > 0
            ? Math.Max(0, revision.Counter - before.Ended.Counter - 1)
            : 0;
        var told = failures.Where(failure => before.Failures.GetValueOrDefault(failure.Layer)?.Reason != failure.Reason);
        var result = reduction.With(state => (state with { Latency = state.Latency with { Skipped = state.Latency.Skipped + skipped } })
            .WithCanvas(canvas, now => now with
            {
                Ended = revision > now.Ended ? revision : now.Ended,
                Accepted = revision > now.Accepted ? revision : now.Accepted,
                Failures = failures.ToImmutableDictionary(failure => failure.Layer),
                Loading = now.Loading.Clear(),
            }));
        result = told.Aggregate(result, static (now, failure) => now.With(state => state.WithMessage(
            Tone.Error, $"{NameOf(state, failure.Layer)}: {failure.Reason}")));
        return Rest(Fetch(result, canvas, responses), canvas);
    }

    /// <summary>Asks for the pixels of slices that are not shown yet.</summary>
    private static Reduction Fetch(Reduction reduction, int canvas, ImmutableArray<LayerSliceResponse> responses)
    {
        foreach (var response in responses)
        {
            var shown = reduction.State.Canvases[canvas].Slices.GetValueOrDefault(response.Layer);
            if (shown?.Response.Revision > response.Revision)
            {
                continue;
            }

            if (shown is not null && shown.Response.Slice == response.Slice)
            {
                // What is shown is wanted again: pixels that are still on their way for another place come too late.
                reduction = reduction.With(state => state.WithCanvas(
                    canvas, now => now with { Slices = now.Slices.SetItem(response.Layer, shown.As(response)) }));
                continue;
            }

            reduction = reduction
                .With(state => state.WithCanvas(canvas, now => now with { Fetching = now.Fetching.Add(response.Layer) }))
                .Emit(new ViewEffect.FetchPixels(canvas, response));
        }

        return reduction;
    }

    private static Reduction PixelsArrived(Reduction reduction, ViewInput.PixelsArrived arrived)
    {
        var response = arrived.Slice.Response;
        var before = reduction.State.Canvases[arrived.Canvas];
        var isKnown = reduction.State.Layers.Any(layer => layer.Id == response.Layer);
        var since = before.SentAt.TryGetValue(response.Revision, out var sent) ? sent : before.WaitingSince;

        // The first slices come because a layer was added, and nobody's change was waited for.
        since ??= reduction.State.Latency.Count == 0 ? reduction.State.Now - response.Timings.Total - arrived.Fetched : null;
        var fetching = before.Fetching.Remove(response.Layer);
        var result = reduction.With(state => state.WithCanvas(arrived.Canvas, now => now with
        {
            Slices = isKnown && !(now.Slices.GetValueOrDefault(response.Layer)?.Response.Revision > response.Revision)
                ? now.Slices.SetItem(response.Layer, arrived.Slice)
                : now.Slices,
            Fetching = fetching,
        }));
        result = result.With(state => state.WithLayer(response.Layer, layer => layer.NeedsLimits && !arrived.Slice.Histogram.Counts.IsEmpty
            ? layer with { AutoLimits = new ContrastLimits(arrived.Slice.Histogram.Low, arrived.Slice.Histogram.High) }
            : layer));
        if (fetching.IsEmpty && since is { } start && (arrived.Canvas == result.State.ActiveCanvas || !result.State.Linked))
        {
            result = result.With(state => state with
            {
                Latency = state.Latency.Add(state.Now - start, response.Timings, arrived.Fetched),
            });
        }

        return Rest(
            result.With(state => state.WithCanvas(arrived.Canvas, now => now with
            {
                SentAt = now.SentAt.RemoveRange(now.SentAt.Keys.Where(revision => revision <= response.Revision)),
            })),
            arrived.Canvas);
    }

    private static Reduction PixelsLost(Reduction reduction, ViewInput.PixelsLost lost)
    {
        var result = reduction.With(state => state.WithCanvas(lost.Canvas, now => now with { Fetching = now.Fetching.Remove(lost.Layer) }));
        return Rest(
            lost.Reason is { } reason
                ? result.With(state => state.WithMessage(Tone.Error, $"{NameOf(state, lost.Layer)}: {reason}"))
                : result,
            lost.Canvas);
    }

    /// <summary>Where nothing is waited for any more, the sliders' position is at hand.</summary>
    private static Reduction Rest(Reduction reduction, int canvas) =>
        reduction.With(state => state.Canvases[canvas].IsPending
            ? state
            : state.WithCanvas(canvas, now => now with { WaitingSince = null, SentAt = now.SentAt.Clear(), AtHand = now.AtHand.Add(now.Dims) }));

    private static Reduction LayerOpened(Reduction reduction, ViewInput.LayerOpened opened) => reduction.With(state =>
    {
        var index = state.Layers.ToList().FindIndex(layer => layer.Id == opened.Spec.Id);
        var layers = index < 0
            ? state.Layers.Add(new LayerEntry(opened.Spec, opened.Info))
            : state.Layers.SetItem(index, state.Layers[index] with { Info = opened.Info });
        var told = state with
        {
            Layers = layers,
            SelectedLayer = index < 0 ? layers.Length - 1 : index,
            LayersRevision = opened.Revision > state.LayersRevision ? opened.Revision : state.LayersRevision,
        };
        return opened.Info.Warnings.Aggregate(told, (now, warning) => now.WithMessage(Tone.Warning, $"{opened.Spec.Name}: {warning}"));
    });

    private static Reduction OpeningEnded(Reduction reduction, ViewInput.OpeningEnded ended)
    {
        var result = reduction.With(state => state with { Opening = state.Opening.Remove(ended.Uri) });
        result = ended.Failure is { } failure ? result.With(state => state.WithMessage(Tone.Error, failure)) : result;
        return WorkspaceReducer.Resume(result);
    }

    private static Reduction CanvasOpened(Reduction reduction, int canvas)
    {
        var state = reduction.State;
        var dims = state.Canvases[canvas].Dims;
        return reduction
            .With(state.WithCanvas(canvas, now => now with { IsOpening = false, FieldOfView = null, Unanswered = now.Unanswered + 1, UnansweredDims = now.UnansweredDims + 1, WaitingSince = state.Now }))
            .Emit(new ViewEffect.SetDims(canvas, dims, state.Now));
    }

    private static Reduction StatusChanged(Reduction reduction, ViewInput.StatusChanged changed) => changed.Status.Kind switch
    {
        SubscriptionStatusKind.Reconnecting => reduction.With(state => state
            .WithCanvas(changed.Canvas, canvas => canvas with { IsReconnecting = true })
            .WithMessage(Tone.Warning, "The service does not answer; trying again.")),
        SubscriptionStatusKind.Resumed => reduction.With(state => state
            .WithCanvas(changed.Canvas, canvas => canvas with { IsReconnecting = false })
            .WithMessage(Tone.Good, "The service answers again.")),
        _ => reduction,
    };

    private static string NameOf(ViewState state, LayerId id) => state.Layers.FirstOrDefault(layer => layer.Id == id)?.Spec.Name ?? id.Value;
}
