using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Rendering.Cells;
using Lamella.Sdk.Subscriptions;
using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Viewing.Slices;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>Something that happened: at the keyboard, in the service, on the clock. A closed family.</summary>
internal abstract record ViewInput
{
    private ViewInput()
    {
    }

    /// <summary>The terminal has another size.</summary>
    public sealed record Resized(ScreenSize Size) : ViewInput;

    /// <summary>The terminal said what it can show.</summary>
    public sealed record CapabilitiesFound(ColorDepth Depth, PixelSize? CellPixels) : ViewInput;

    /// <summary>A key went down.</summary>
    public sealed record KeyDown(KeyPress Key) : ViewInput;

    /// <summary>Text was pasted.</summary>
    public sealed record Pasted(string Text) : ViewInput;

    /// <summary>The mouse did something over a cell.</summary>
    public sealed record Pointer(PointerKind Kind, int Row, int Column, bool Ctrl = false) : ViewInput;

    /// <summary>Time went by.</summary>
    public sealed record Tick : ViewInput;

    /// <summary>The service is there.</summary>
    public sealed record ServiceReached(string Address) : ViewInput;

    /// <summary>A viewer announced something.</summary>
    public sealed record Happened(int Canvas, ViewerEvent Event) : ViewInput;

    /// <summary>A viewer as it stands.</summary>
    public sealed record SnapshotArrived(int Canvas, ViewerSnapshot Snapshot) : ViewInput;

    /// <summary>The service took a change: of Dims, or else of the field of view.</summary>
    public sealed record ChangeAccepted(int Canvas, Revision Revision, TimeSpan SentAt, bool IsDims = true) : ViewInput;

    /// <summary>The service did not take a change.</summary>
    public sealed record ChangeRefused(int Canvas, string Reason, bool IsDims = true) : ViewInput;

    /// <summary>The first canvas's viewer took a change of layers, or did not (null).</summary>
    public sealed record LayersAccepted(Revision? Revision) : ViewInput;

    /// <summary>A slice's pixels are here.</summary>
    public sealed record PixelsArrived(int Canvas, SliceImage Slice, TimeSpan Fetched) : ViewInput;

    /// <summary>What lies at a place.</summary>
    public sealed record ValuesFound(int Canvas, WorldPoint Place, ImmutableArray<LayerValue> Values) : ViewInput;

    /// <summary>A slice's pixels will not come.</summary>
    /// <param name="Canvas">The canvas.</param>
    /// <param name="Layer">The layer.</param>
    /// <param name="Reason">Why; null where a newer slice has taken its place.</param>
    public sealed record PixelsLost(int Canvas, LayerId Layer, string? Reason) : ViewInput;

    /// <summary>A source was opened and its layer added to all canvases.</summary>
    public sealed record LayerOpened(string Uri, LayerSpec Spec, LayerInfo Info, Revision Revision) : ViewInput;

    /// <summary>All layers of a source have been added, or it could not be opened.</summary>
    public sealed record OpeningEnded(string Uri, string? Failure) : ViewInput;

    /// <summary>A canvas has its viewer with all layers.</summary>
    public sealed record CanvasOpened(int Canvas) : ViewInput;

    /// <summary>A canvas's viewer could not be given its layers.</summary>
    public sealed record CanvasRefused(int Canvas, string Reason) : ViewInput;

    /// <summary>A subscription was lost, resumed, or skipped events.</summary>
    public sealed record StatusChanged(int Canvas, SubscriptionStatus Status) : ViewInput;

    /// <summary>What a path could become.</summary>
    public sealed record CompletionsFound(string Text, ImmutableArray<string> Completions) : ViewInput;

    /// <summary>Something a person should know.</summary>
    public sealed record Noted(Tone Tone, string Text) : ViewInput;

    /// <summary>A workspace was read.</summary>
    public sealed record WorkspaceLoaded(Workspace Workspace) : ViewInput;
}
