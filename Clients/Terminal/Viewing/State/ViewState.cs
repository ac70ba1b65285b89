using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Cells;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Viewing.State;

/// <summary>Everything that the viewer's screen is drawn from. Immutable.</summary>
internal sealed record ViewState
{
    /// <summary>The most canvases there are.</summary>
    public const int MaxCanvases = 4;

    /// <summary>Messages that are kept.</summary>
    public const int MaxMessages = 200;

    public required ScreenSize Size { get; init; }

    public ColorDepth Depth { get; init; } = ColorDepth.TrueColor;

    /// <summary>Pixels of a graphics terminal's cell; null draws pictures with characters.</summary>
    public PixelSize? CellPixels { get; init; }

    public KeyBindings<ViewAction> Keys { get; init; } = ViewKeys.Default;

    /// <summary>Where the service is; empty while it starts.</summary>
    public string Address { get; init; } = "";

    /// <summary>At least one.</summary>
    public ImmutableArray<CanvasState> Canvases { get; init; } = [new CanvasState()];

    public int ActiveCanvas { get; init; }

    public CanvasLayout Layout { get; init; }

    /// <summary>Whether the canvases go to a point together.</summary>
    public bool Linked { get; init; } = true;

    /// <summary>Bottom first.</summary>
    public ImmutableArray<LayerEntry> Layers { get; init; } = [];

    public int SelectedLayer { get; init; }

    /// <summary>Changes of layers sent to the first canvas's viewer that have not been answered yet.</summary>
    public int LayerChanges { get; init; }

    /// <summary>The newest revision that a layer change of one's own made in the first canvas's viewer.</summary>
    public Revision LayersRevision { get; init; }

    /// <summary>Names of sources that are being opened.</summary>
    public ImmutableArray<string> Opening { get; init; } = [];

    /// <summary>A workspace whose layers are being opened; null where none is.</summary>
    public Workspace? Resuming { get; init; }

    public bool ShowLayerList { get; init; } = true;

    public Interpolation Interpolation { get; init; }

    public Playback Playback { get; init; } = new();

    public LatencyLog Latency { get; init; } = new();

    public Overlay? Overlay { get; init; }

    /// <summary>Oldest first, at most <see cref="MaxMessages"/>.</summary>
    public ImmutableList<Message> Messages { get; init; } = [];

    /// <summary>The cell under the mouse; null before it has moved.</summary>
    public (int Row, int Column)? Pointer { get; init; }

    public Drag? Drag { get; init; }

    /// <summary>The session's clock: time since it began, as of the last input.</summary>
    public TimeSpan Now { get; init; }

    public CanvasState Active => Canvases[ActiveCanvas];

    public LayerEntry? Selected => SelectedLayer >= 0 && SelectedLayer < Layers.Length ? Layers[SelectedLayer] : null;

    public ViewState WithCanvas(int index, Func<CanvasState, CanvasState> change) =>
        this with { Canvases = Canvases.SetItem(index, change(Canvases[index])) };

    public ViewState WithLayer(LayerId id, Func<LayerEntry, LayerEntry> change) =>
        this with { Layers = [.. Layers.Select(layer => layer.Id == id ? change(layer) : layer)] };

    public ViewState WithMessage(Tone tone, string text)
    {
        var messages = Messages.Add(new Message(Now, tone, text));
        return this with { Messages = messages.Count > MaxMessages ? messages.RemoveAt(0) : messages };
    }

    /// <summary>Whether a canvas shows a layer: in a grid each canvas has its own.</summary>
    public bool Shows(int canvas, int layer) =>
        Layers[layer].Spec.Visible
        && (Layout != CanvasLayout.Grid || Canvases.Length < 2 || layer % Canvases.Length == canvas);
}
