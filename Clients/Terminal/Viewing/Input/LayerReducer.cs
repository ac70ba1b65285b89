using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>What keys and the mouse do to the selected layer.</summary>
internal static class LayerReducer
{
    private const int LimitSteps = 32;

    /// <summary>Of a slice's elements, how many may lie beyond automatic limits on each side.</summary>
    private const double AutoTail = 0.002;

    public static Reduction Act(Reduction reduction, ViewAction action) => action switch
    {
        ViewAction.SelectLayerAbove => Select(reduction, reduction.State.SelectedLayer + 1),
        ViewAction.SelectLayerBelow => Select(reduction, reduction.State.SelectedLayer - 1),
        ViewAction.NextColormap => UpdateImage(reduction, static (layer, image) => image with { Colormap = Neighbour(layer.ColormapName, 1) }),
        ViewAction.PreviousColormap => UpdateImage(reduction, static (layer, image) => image with { Colormap = Neighbour(layer.ColormapName, -1) }),
        ViewAction.NextBlending => Update(reduction, static spec => spec with { Blending = NextBlending(spec.Blending) }),
        ViewAction.AutoContrast => AutoContrast(reduction),
        ViewAction.FullContrast => UpdateImage(reduction, static (layer, image) => image with
        {
            ContrastLimits = layer.Info is { } info ? ContrastRange.OfType(info.DataType) : image.ContrastLimits,
        }),
        ViewAction.LowLimitDown => MoveLimit(reduction, low: -1, high: 0),
        ViewAction.LowLimitUp => MoveLimit(reduction, low: 1, high: 0),
        ViewAction.HighLimitDown => MoveLimit(reduction, low: 0, high: -1),
        ViewAction.HighLimitUp => MoveLimit(reduction, low: 0, high: 1),
        ViewAction.MoveLayerUp => Move(reduction, 1),
        ViewAction.MoveLayerDown => Move(reduction, -1),
        ViewAction.RemoveLayer => Remove(reduction),
        _ => reduction,
    };

    public static Reduction Select(Reduction reduction, int layer) =>
        reduction.With(state => state with { SelectedLayer = Math.Clamp(layer, 0, Math.Max(0, state.Layers.Length - 1)) });

    public static Reduction Update(Reduction reduction, Func<LayerSpec, LayerSpec> change)
    {
        var state = reduction.State;
        if (state.Selected is not { } selected || change(selected.Spec) is var spec && spec == selected.Spec)
        {
            return reduction;
        }

        var after = state.WithLayer(selected.Id, layer => layer with { Spec = spec });
        return reduction.With(after).ForEachCanvas((now, canvas) => now.Emit(UpdateOn(after, canvas, after.SelectedLayer)));
    }

    public static Reduction UpdateImage(Reduction reduction, Func<LayerEntry, ImageLayerSpec, ImageLayerSpec> change) =>
        reduction.State.Selected is { Image: not null } selected
            ? Update(reduction, spec => change(selected, (ImageLayerSpec)spec))
            : reduction;

    public static ViewEffect UpdateOn(ViewState state, int canvas, int layer) =>
        new ViewEffect.UpdateLayer(canvas, state.Layers[layer].Spec with { Visible = state.Shows(canvas, layer) });

    /// <summary>Sets one limit; the other gives way, so that they never meet.</summary>
    public static Reduction SetLimit(Reduction reduction, double value, bool isLow) =>
        UpdateImage(reduction, (layer, image) =>
        {
            var (start, end) = layer.Limits;
            var least = Math.Max(Math.Abs(value) * 1e-9, double.Epsilon);
            return image with
            {
                ContrastLimits = isLow
                    ? new ContrastLimits(value, end > value ? end : value + Math.Max(least, Math.Abs(end - start)))
                    : new ContrastLimits(start < value ? start : value - Math.Max(least, Math.Abs(end - start)), value),
            };
        });

    private static Reduction AutoContrast(Reduction reduction)
    {
        var state = reduction.State;
        if (state.Selected is not { } selected || state.Active.Slices.GetValueOrDefault(selected.Id) is not { IsEmpty: false } slice
            || slice.Histogram.Counts.IsEmpty)
        {
            return reduction.With(state.WithMessage(Drawing.Tone.Warning, "There is no slice of that layer yet to take the contrast from."));
        }

        var (low, high) = (slice.Histogram.Quantile(AutoTail), slice.Histogram.Quantile(1 - AutoTail));
        return UpdateImage(reduction, (_, image) => image with
        {
            ContrastLimits = high > low ? new ContrastLimits(low, high) : new ContrastLimits(slice.Histogram.Low, slice.Histogram.High),
        });
    }

    private static Reduction MoveLimit(Reduction reduction, int low, int high)
    {
        var state = reduction.State;
        if (state.Selected is not { Image: not null } selected)
        {
            return reduction;
        }

        var (start, end) = selected.Limits;
        var span = state.Active.Slices.GetValueOrDefault(selected.Id)?.Histogram is { Counts.IsEmpty: false } histogram
            ? Math.Max(histogram.High - histogram.Low, double.Epsilon)
            : end - start;
        var step = span / LimitSteps;
        return low != 0 ? SetLimit(reduction, start + (low * step), isLow: true) : SetLimit(reduction, end + (high * step), isLow: false);
    }

    private static Reduction Move(Reduction reduction, int by)
    {
        var state = reduction.State;
        var target = state.SelectedLayer + by;
        if (state.Selected is not { } selected || target < 0 || target >= state.Layers.Length)
        {
            return reduction;
        }

        var after = state with { Layers = state.Layers.RemoveAt(state.SelectedLayer).Insert(target, selected), SelectedLayer = target };
        return reduction.With(after).ForEachCanvas((now, canvas) => now.Emit(new ViewEffect.MoveLayer(canvas, selected.Id, target)));
    }

    private static Reduction Remove(Reduction reduction)
    {
        var state = reduction.State;
        if (state.Selected is not { } selected)
        {
            return reduction;
        }

        var after = state with
        {
            Layers = state.Layers.RemoveAt(state.SelectedLayer),
            SelectedLayer = Math.Clamp(state.SelectedLayer, 0, Math.Max(0, state.Layers.Length - 2)),
            Canvases =
            [
                .. state.Canvases.Select(canvas => canvas with
                {
                    Slices = canvas.Slices.Remove(selected.Id),
                    Loading = canvas.Loading.Remove(selected.Id),
                    Failures = canvas.Failures.Remove(selected.Id),
                    Fetching = canvas.Fetching.Remove(selected.Id),
                }),
            ],
        };
        return reduction.With(after).ForEachCanvas((now, canvas) => now.Emit(new ViewEffect.RemoveLayer(canvas, selected.Id)));
    }

    private static string Neighbour(string colormap, int by)
    {
        var names = ColormapCatalog.Names;
        var index = names.IndexOf(colormap);
        return names[index < 0 ? 0 : (index + by + names.Length) % names.Length];
    }

    private static Blending NextBlending(Blending blending) => blending switch
    {
        Blending.Opaque => Blending.TranslucentNoDepth,
        Blending.Translucent or Blending.TranslucentNoDepth => Blending.Additive,
        Blending.Additive => Blending.Minimum,
        Blending.Minimum => Blending.Multiplicative,
        _ => Blending.Opaque,
    };
}
