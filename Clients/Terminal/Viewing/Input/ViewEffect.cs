using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>Something to be done outside of the screen. A closed family.</summary>
internal abstract record ViewEffect
{
    private ViewEffect()
    {
    }

    public sealed record SetDims(int Canvas, Dims Dims, TimeSpan SentAt) : ViewEffect;

    public sealed record SetFieldOfView(int Canvas, FieldOfView FieldOfView, TimeSpan SentAt) : ViewEffect;

    /// <summary>Makes a viewer for a canvas with these layers.</summary>
    public sealed record OpenCanvas(int Canvas, ViewState State) : ViewEffect;

    /// <summary>Gives a canvas's viewer its layers again, after the service lost them.</summary>
    public sealed record RestoreCanvas(int Canvas, ViewState State) : ViewEffect;

    public sealed record CloseCanvas(int Canvas) : ViewEffect;

    /// <summary>Opens a source and adds its layers to all canvases.</summary>
    public sealed record AddSource(string Uri) : ViewEffect;

    /// <summary>Adds layers as a workspace describes them.</summary>
    public sealed record AddLayer(LayerSpec Spec) : ViewEffect;

    public sealed record UpdateLayer(int Canvas, LayerSpec Spec) : ViewEffect;

    public sealed record MoveLayer(int Canvas, LayerId Layer, int Index) : ViewEffect;

    public sealed record RemoveLayer(int Canvas, LayerId Layer) : ViewEffect;

    /// <summary>Asks for a viewer as it stands.</summary>
    public sealed record GetSnapshot(int Canvas) : ViewEffect;

    public sealed record FetchPixels(int Canvas, LayerSliceResponse Response) : ViewEffect;

    /// <summary>Asks what lies at a place, of layers whose slices do not tell it by themselves.</summary>
    public sealed record LookUp(int Canvas, WorldPoint Place) : ViewEffect;

    public sealed record Complete(string Text) : ViewEffect;

    public sealed record TakeScreenshot(ViewState State, int Canvas) : ViewEffect;

    public sealed record SaveWorkspace(string Path, Workspace Workspace) : ViewEffect;

    public sealed record LoadWorkspace(string Path) : ViewEffect;

    public sealed record Quit : ViewEffect;
}
