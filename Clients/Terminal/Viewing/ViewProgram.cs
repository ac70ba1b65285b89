using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Shell;
using Lamella.Terminal.Shell.Graphics;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing;

/// <summary>The viewer as a program for a terminal: keeps the state, and gives effects away.</summary>
internal sealed class ViewProgram : IScreenProgram
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / 60), SpinTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Pictures of pixels that take longer give way to cells while something moves, and those far longer for good.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromMilliseconds(90), TooLong = TimeSpan.FromSeconds(1.5);

    /// <summary>After so long without a movement a picture is worth its time.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(300);


    private readonly ConcurrentQueue<ViewInput> _arrived = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private ViewState _state;
    private ViewState? _drawn;
    private TimeSpan _movedAt;
    private bool _isDrawnInCells;
    private readonly Queue<ViewEffect> _waiting = new();
    private volatile Action<ViewEffect>? _run;

    public ViewProgram(ViewState state, TimeProvider clock)
    {
        (_state, _clock, _start) = (state, clock, clock.GetTimestamp());
    }

    public bool IsOver { get; private set; }

    public Action Woken { private get; set; } = static () => { };

    public ViewState State => _state;

    /// <summary>Where effects go, from any thread; those of before go there too.</summary>
    public void Connect(Action<ViewEffect> run)
    {
        _run = run;
        Woken();
    }

    /// <summary>Takes an input from any thread; it is looked at soon.</summary>
    public void Post(ViewInput input)
    {
        _arrived.Enqueue(input);
        Woken();
    }

    public void Resize(ScreenSize size)
    {
        _drawn = null;
        Take(new ViewInput.Resized(size));
    }

    public void SetCapabilities(ColorDepth depth, GraphicsProtocol protocol, PixelSize? cellPixels) =>
        Take(new ViewInput.CapabilitiesFound(depth, protocol == GraphicsProtocol.None ? null : cellPixels));

    public void Press(KeyPress key) => Take(new ViewInput.KeyDown(key));

    public void Paste(string text) => Take(new ViewInput.Pasted(text));

    public void Point(PointerKind kind, int row, int column, bool ctrl) => Take(new ViewInput.Pointer(kind, row, column, ctrl));

    public TimeSpan Advance()
    {
        while (_arrived.TryDequeue(out var input))
        {
            Take(input);
        }

        Flush();
        if (!IsMoving(_state))
        {
            return _isDrawnInCells ? Calm : TimeSpan.MaxValue;
        }

        var time = _state.Playback.IsPlaying ? FrameTime : SpinTime;
        if (_clock.GetElapsedTime(_start) - _state.Now >= time)
        {
            Take(new ViewInput.Tick());
        }

        return time;
    }

    public Frame? Draw(TimeSpan pictureTime)
    {
        var now = _clock.GetElapsedTime(_start);
        _movedAt = _drawn is null || _drawn.Canvases == _state.Canvases && _drawn.Layers == _state.Layers ? _movedAt : now;
        var isInCells = pictureTime > TooLong || (pictureTime > Noticed && now - _movedAt < Calm);
        if (ReferenceEquals(_state, _drawn) && isInCells == _isDrawnInCells)
        {
            return null;
        }

        (_drawn, _isDrawnInCells) = (_state, isInCells);

        // What lies over the canvases would lie under pictures of pixels: then pictures are made of cells.
        var isCovered = _state.Overlay is not null and not Overlay.Prompt { Completions.IsEmpty: true };
        var shown = isCovered || isInCells ? _state with { CellPixels = null } : _state;
        return new Frame(ViewScreen.Draw(shown), PicturesOf(shown));
    }

    private static ImmutableArray<Raster> PicturesOf(ViewState state)
    {
        if (state.CellPixels is not { } cell || ViewLayout.IsTooSmall(state.Size))
        {
            return [];
        }

        var layout = ViewLayout.Of(state);
        return
        [
            .. layout.Canvases.Select((area, canvas) => (Area: ViewLayout.PictureOf(area), Canvas: canvas))
                .Where(place => !place.Area.IsEmpty)
                .Select(place => new Raster(
                    place.Area, CanvasPicture.Compose(state, place.Canvas, ViewLayout.PixelsOf(place.Area, state.Depth, cell)))),
        ];
    }

    /// <summary>Whether the screen changes by itself: something plays, turns, or is about to fade.</summary>
    private static bool IsMoving(ViewState state) =>
        state.Playback.IsPlaying
        || !state.Opening.IsEmpty
        || state.Canvases.Any(canvas => canvas.WaitingSince is not null || !canvas.Loading.IsEmpty)
        || ViewReducer.Current(state) is not null;

    private void Take(ViewInput input)
    {
        var (state, effects) = ViewReducer.Reduce(_state, input, _clock.GetElapsedTime(_start));
        _state = state;
        foreach (var effect in effects)
        {
            IsOver |= effect is ViewEffect.Quit;
            _waiting.Enqueue(effect);
        }

        Flush();
    }

    private void Flush()
    {
        while (_run is { } run && _waiting.TryDequeue(out var effect))
        {
            run(effect);
        }
    }
}
