using System.Runtime.InteropServices;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Shell.Graphics;
using Lamella.Terminal.Viewing.State;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace Lamella.Terminal.Shell;

/// <summary>Runs a screen in the terminal of this process until it is over, and leaves the terminal as it was.</summary>
internal sealed class TerminalHost : IDisposable
{
    /// <summary>How often Terminal.Gui looks for answers it waits for; keys, sizes and frames do not wait for that.</summary>
    private static readonly TimeSpan Housekeeping = TimeSpan.FromMilliseconds(250);

    /// <summary>After so long without more an escape is the key and no sequence's beginning; a little more than Terminal.Gui's.</summary>
    private static readonly TimeSpan Escape = TimeSpan.FromMilliseconds(55);

    /// <summary>The same where Terminal.Gui looks for keys by itself.</summary>
    private static readonly TimeSpan Looking = TimeSpan.FromMilliseconds(8);

    private readonly IScreenProgram _program;
    private readonly bool _usesGraphics;
    private readonly TimeProvider _clock;
    private readonly IApplication _app;
    private readonly IDriver _driver;
    private readonly HostView _view = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ColorDepth _depth;
    private readonly TerminalInput _input;
    private readonly StopSignals _signals;
    private FrameWriter _writer;
    private GraphicsProtocol _protocol;
    private volatile bool _isStopped, _isResized, _hasInput;

    private TerminalHost(IScreenProgram program, ColorDepth? depth, bool usesGraphics, TimeProvider clock)
    {
        (_program, _usesGraphics, _clock) = (program, usesGraphics, clock);

        // Each iteration waits in Serve; none is to be slowed down beyond that.
        Application.MaximumIterationsPerSecond = 1000;
        TerminalInput.TakeTerminal();
        _app = Application.Create();
        _app.Init(DriverRegistry.Names.ANSI);
        _driver = _app.Driver!;
        _depth = depth ?? TerminalColors.Detect(_driver.ColorCapabilities?.Capability);
        _input = TerminalInput.Start(_driver.GetInputProcessor(), TakeInput, () => _writer?.Answered(), Stop);
        _writer = Writer();
        _signals = new StopSignals(Stop, _input.Restore);
    }

    /// <summary>Runs a screen; returns when it is over, the terminal hangs up, or it is cancelled.</summary>
    /// <param name="program">The screen.</param>
    /// <param name="depth">Which colours it shows; null finds out.</param>
    /// <param name="usesGraphics">Whether pictures of pixels may be sent where the terminal takes them.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the screen.</param>
    public static void Run(IScreenProgram program, ColorDepth? depth, bool usesGraphics, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var host = new TerminalHost(program, depth, usesGraphics, clock);
        using var resized = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, host.TakeSize);
        using var cancelled = cancellationToken.Register(host.Stop);
        host.Run();
    }

    public void Dispose()
    {
        _input.Dispose();
        _writer.Dispose();
        _view.Dispose();
        _app.Dispose();
        _signals.Dispose();
    }

    private void Run()
    {
        _program.Woken = Wake;
        _program.SetCapabilities(_depth, _protocol, null);
        _program.Resize(new ScreenSize(_driver.Rows, _driver.Cols));
        _driver.SizeChanged += (_, _) =>
        {
            _writer.Forget();
            _program.Resize(new ScreenSize(_driver.Rows, _driver.Cols));
        };
        _app.Keyboard.KeyDown += (_, key) =>
        {
            key.Handled = true;
            if (key.EventType != KeyEventType.Release && KeyTranslation.Of(key) is { } press)
            {
                _program.Press(press);
            }
        };
        _app.Mouse.MouseEvent += (_, mouse) =>
        {
            if (MouseTranslation.Of(mouse.Flags) is { } kind)
            {
                _program.Point(kind, mouse.ScreenPosition.Y, mouse.ScreenPosition.X, mouse.Flags.HasFlag(MouseFlags.Ctrl));
            }
        };
        _app.Paste += (_, pasted) => _program.Paste(pasted.Text);
        _app.LayoutAndDrawComplete += (_, _) => _writer.Forget();
        _app.Iteration += (_, _) => Serve();
        _app.Run(_view);
    }

    /// <summary>Takes keys and shows frames as they come, until it is time for Terminal.Gui's own business.</summary>
    private void Serve()
    {
        var (start, time) = (_clock.GetTimestamp(), _input.IsPushed ? Housekeeping : Looking);
        while (true)
        {
            _driver.GetInputProcessor().ProcessQueue();
            FindGraphics();
            var next = _program.Advance();
            if (_program.IsOver || _isStopped)
            {
                _app.RequestStop(_view);
                return;
            }

            if (_writer.IsIdle && _program.Draw(_writer.PictureTime) is { } frame)
            {
                _writer.Offer(frame);
            }

            var left = time - _clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || _isResized)
            {
                _isResized = false;
                return;
            }

            if (_hasInput)
            {
                _hasInput = false;
                next = next < Escape ? next : Escape;
            }

            _wake.WaitOne(next < left ? next : left);
        }
    }

    private void Wake() => _wake.Set();

    private void TakeInput()
    {
        _hasInput = true;
        Wake();
    }

    private void TakeSize(PosixSignalContext context)
    {
        _isResized = true;
        Wake();
    }

    private void Stop()
    {
        _isStopped = true;
        Wake();
    }

    private FrameWriter Writer() => new(Console.OpenStandardOutput(), _depth, _protocol, _clock, _input.IsPushed, Wake);

    /// <summary>A terminal tells after the start what graphics it takes.</summary>
    private void FindGraphics()
    {
        var (found, cell) = GraphicsOf(_driver);
        if (found != _protocol && _usesGraphics)
        {
            _protocol = found;
            _writer.Dispose();
            _writer = Writer();
            _program.SetCapabilities(_depth, _protocol, cell);
        }
    }

    private static (GraphicsProtocol Protocol, PixelSize? Cell) GraphicsOf(IDriver driver)
    {
        if (driver.KittyGraphicsSupport is { IsSupported: true, Resolution: { Width: > 0, Height: > 0 } kitty })
        {
            return (GraphicsProtocol.Kitty, new PixelSize(kitty.Height, kitty.Width));
        }

        return driver.SixelSupport is { IsSupported: true, Resolution: { Width: > 0, Height: > 0 } sixel }
            ? (GraphicsProtocol.Sixel, new PixelSize(sixel.Height, sixel.Width))
            : (GraphicsProtocol.None, null);
    }
}
