using System.Collections.Concurrent;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Shell;
using Lamella.Terminal.Shell.Graphics;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Monitoring;

/// <summary>The monitor as a program for a terminal.</summary>
internal sealed class TopProgram(TopState start) : IScreenProgram
{
    private readonly ConcurrentQueue<TopInput> _arrived = new();
    private TopState _state = start;
    private TopState? _drawn;

    public bool IsOver { get; private set; }

    public Action Woken { private get; set; } = static () => { };

    /// <summary>Takes an input from any thread.</summary>
    public void Post(TopInput input)
    {
        _arrived.Enqueue(input);
        Woken();
    }

    public void Resize(ScreenSize size)
    {
        _drawn = null;
        Take(new TopInput.Resized(size));
    }

    public void SetCapabilities(ColorDepth depth, GraphicsProtocol protocol, PixelSize? cellPixels) => Take(new TopInput.DepthFound(depth));

    public void Press(KeyPress key) => Take(new TopInput.KeyDown(key));

    public void Paste(string text)
    {
        foreach (var character in text)
        {
            Take(new TopInput.KeyDown(KeyPress.Of(character.ToString())));
        }
    }

    public void Point(PointerKind kind, int row, int column, bool ctrl)
    {
        if (kind is PointerKind.WheelUp or PointerKind.WheelDown)
        {
            Take(new TopInput.Wheel(kind == PointerKind.WheelUp ? -1 : 1));
        }
    }

    public TimeSpan Advance()
    {
        while (_arrived.TryDequeue(out var input))
        {
            Take(input);
        }

        return TimeSpan.MaxValue;
    }

    public Frame? Draw(TimeSpan pictureTime)
    {
        if (ReferenceEquals(_state, _drawn))
        {
            return null;
        }

        _drawn = _state;
        return new Frame(TopScreen.Draw(_state), []);
    }

    private void Take(TopInput input)
    {
        (_state, var isOver) = TopReducer.Reduce(_state, input);
        IsOver |= isOver;
    }
}
