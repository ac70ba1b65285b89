using System.Globalization;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>The layers, topmost first as in napari, and below them how the selected one is shown.</summary>
internal static class LayerListView
{
    private const int DetailRows = 12;

    /// <summary>Of a colormap, the part that its mark shows: bright, and still of its colour where it ends in white.</summary>
    private const double SwatchPart = 0.8;

    public static void Draw(Painter painter, ViewState state)
    {
        if (painter.Area.IsEmpty)
        {
            return;
        }

        painter.Fill(Tone.Normal);
        painter.Frame($"layers {state.Layers.Length}", Tone.Dim, Tone.Normal);
        var places = Places.Of(state, painter.Area);
        for (var row = places.List.Row; row < places.List.EndRow; row++)
        {
            if (places.LayerAt(row) is { } layer)
            {
                DrawLayer(painter.Within(new Area(row, places.List.Column, 1, places.List.Columns)), state, layer);
            }
        }

        if (state.Selected is { } selected && !places.Details.IsEmpty)
        {
            DrawDetails(painter.Within(places.Details), state, selected);
            DrawHistogram(painter.Within(places.Histogram), state, selected, places);
        }
    }

    private static void DrawLayer(Painter painter, ViewState state, int index)
    {
        var layer = state.Layers[index];
        var canvas = state.Active;
        var isSelected = index == state.SelectedLayer;
        var isFailed = canvas.Failures.ContainsKey(layer.Id);
        var tone = isSelected ? Tone.Selected : layer.Spec.Visible ? Tone.Normal : Tone.Dim;
        painter.Fill(tone);
        painter.Put(0, 0, isSelected ? painter.Glyph('▸', '>') : ' ', tone);
        painter.Put(0, 1, layer.Spec.Visible ? painter.Glyph('●', '*') : painter.Glyph('○', 'o'), tone);
        var isLoading = canvas.Loading.ContainsKey(layer.Id) || layer.Info is null;
        var mark = isFailed ? '!' : isLoading ? Spinner.At(state.Now, painter.HasUnicode) : ' ';
        if (painter.Depth >= ColorDepth.Ansi256 && layer.Image is not null)
        {
            painter.Put(0, 3, new Cell('■', layer.Colormap.At(SwatchPart), Theme.Of(tone).Background));
        }

        painter.Text(0, 5, SafeText.Fit(layer.Spec.Name, painter.Columns - 7), tone);
        painter.Put(0, painter.Columns - 1, mark, isSelected ? tone : isFailed ? Tone.Error : Tone.Warning);
    }

    private static void DrawDetails(Painter painter, ViewState state, LayerEntry layer)
    {
        var (start, end) = layer.Limits;
        painter.Fill(Tone.Dim, ' ');
        var opacity = layer.Spec.Opacity.ToString("0.0#", CultureInfo.InvariantCulture);
        painter.Text(0, 0, SafeText.Fit($"{layer.ColormapName}, {Quantities.Number(layer.Image?.Gamma ?? 1)} gamma", painter.Columns));
        painter.Text(1, 0, SafeText.Fit($"opacity {opacity} {layer.Spec.Blending.ToString().ToLowerInvariant()}", painter.Columns));
        painter.Text(2, 0, SafeText.Fit($"limits {Quantities.Number(start)} – {Quantities.Number(end)}", painter.Columns));
        if (state.Active.Failures.GetValueOrDefault(layer.Id) is { } failure)
        {
            var row = painter.Rows - 3;
            foreach (var line in SafeText.Wrap(FailureText.Brief(failure.Reason, layer), painter.Columns).Take(3))
            {
                painter.Text(row++, 0, line, Tone.Error);
            }
        }
        else if (layer.Info is { } info)
        {
            var shape = string.Join("×", info.LevelShapes[0]);
            painter.Text(painter.Rows - 2, 0, SafeText.Fit($"{info.DataType.ToString().ToLowerInvariant()} {shape}", painter.Columns), Tone.Dim);
            var level = state.Active.Slices.GetValueOrDefault(layer.Id)?.Response is Contracts.Slicing.ImageSliceResponse response
                ? $"level {response.Level} of {info.LevelShapes.Length}"
                : $"{info.LevelShapes.Length} levels";
            painter.Text(painter.Rows - 1, 0, SafeText.Fit(level, painter.Columns), Tone.Dim);
        }
    }

    private static void DrawHistogram(Painter painter, ViewState state, LayerEntry layer, Places places)
    {
        if (state.Active.Slices.GetValueOrDefault(layer.Id)?.Histogram is not { Counts.IsEmpty: false } histogram || painter.Rows < 2)
        {
            return;
        }

        var bars = histogram.Resample(places.Low, places.High, painter.Columns);
        var largest = Math.Log(1 + bars.DefaultIfEmpty(0).Max());
        for (var column = 0; column < bars.Length; column++)
        {
            var value = places.ValueAt(painter.Area.Column + column);
            var isWithin = value >= layer.Limits.Start && value <= layer.Limits.End;
            var bar = Bars.Vertical(largest > 0 ? Math.Log(1 + bars[column]) / largest : 0, painter.Rows - 1);
            for (var row = 0; row < bar.Length; row++)
            {
                painter.Text(row, column, bar[row].ToString(), isWithin ? Tone.Accent : Tone.Dim);
            }
        }

        DrawColors(painter, layer, places);
        painter.Put(painter.Rows - 1, places.ColumnOf(layer.Limits.Start) - painter.Area.Column, painter.Glyph('▲', '^'), Tone.Accent);
        painter.Put(painter.Rows - 1, places.ColumnOf(layer.Limits.End) - painter.Area.Column, painter.Glyph('▲', '^'), Tone.Accent);
    }

    /// <summary>Below the bars, in the line of the limits, which colour each value has.</summary>
    private static void DrawColors(Painter painter, LayerEntry layer, Places places)
    {
        for (var column = 0; column < painter.Columns && painter.Depth >= ColorDepth.Ansi256 && layer.Image is not null; column++)
        {
            var fraction = (places.ValueAt(painter.Area.Column + column) - layer.Limits.Start) / (layer.Limits.End - layer.Limits.Start);
            var color = layer.Colormap.At(Math.Pow(Math.Clamp(fraction, 0, 1), layer.Image.Gamma));
            painter.Put(painter.Rows - 1, column, new Cell(' ', null, color));
        }
    }

    /// <summary>Where the list's parts lie, for drawing and for the mouse.</summary>
    /// <param name="List">The lines of layers.</param>
    /// <param name="First">The layer in its uppermost line.</param>
    /// <param name="Details">How the selected layer is shown.</param>
    /// <param name="Histogram">Of these, the histogram with its limits.</param>
    /// <param name="Low">The value at its left end.</param>
    /// <param name="High">The value at its right end.</param>
    internal readonly record struct Places(Area List, int First, Area Details, Area Histogram, double Low, double High)
    {
        /// <summary>The last column in which a press shows or hides a layer.</summary>
        public int MarkColumn => List.Column + 1;

        public static Places Of(ViewState state, Area area)
        {
            var inner = area.Shrink(1, 1);
            var detailRows = inner.Rows >= DetailRows ? Math.Min(Math.Max(8, inner.Rows - state.Layers.Length), DetailRows + 4) : 0;
            detailRows = Math.Min(detailRows, Math.Max(0, inner.Rows - 2));
            var (list, details) = inner.SplitBottom(state.Layers.IsEmpty ? 0 : detailRows);
            var histogram = details.IsEmpty ? details : new Area(details.Row + 3, details.Column, details.Rows - 6, details.Columns);
            var topmost = state.Layers.Length - 1;
            var below = Math.Max(0, topmost - state.SelectedLayer - list.Rows + 1);
            var (low, high) = RangeOf(state);
            return new Places(list, topmost - below, details, histogram, low, high);
        }

        public int? LayerAt(int row)
        {
            var layer = First - (row - List.Row);
            return row >= List.Row && row < List.EndRow && layer >= 0 ? layer : null;
        }

        public double ValueAt(int column) => Histogram.Columns < 2
            ? Low
            : Low + (Math.Clamp((double)(column - Histogram.Column) / (Histogram.Columns - 1), 0, 1) * (High - Low));

        public int ColumnOf(double value) => Histogram.Column
            + (int)Math.Round(Math.Clamp((value - Low) / (High - Low), 0, 1) * Math.Max(0, Histogram.Columns - 1));

        /// <summary>The range of the selected layer's histogram, widened so that the limits lie on it.</summary>
        private static (double Low, double High) RangeOf(ViewState state)
        {
            if (state.Selected is not { } layer)
            {
                return (0, 1);
            }

            var histogram = state.Active.Slices.GetValueOrDefault(layer.Id)?.Histogram ?? Slices.Histogram.Empty;
            var (low, high) = histogram.Counts.IsEmpty ? (layer.Limits.Start, layer.Limits.End) : (histogram.Low, histogram.High);
            (low, high) = (Math.Min(low, layer.Limits.Start), Math.Max(high, layer.Limits.End));
            return high > low ? (low, high) : (low, low + 1);
        }
    }
}
