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
internal static class TerminalHost
{
    /// <summary>How often input is looked for. Terminal.Gui's own 25 a second would be felt.</summary>
    private const ushort IterationsPerSecond = 120;

    /// <summary>Runs a screen; returns when it is over, the terminal hangs up, or it is cancelled.</summary>
    /// <param name="program">The screen.</param>
    /// <param name="depth">Which colours it shows; null finds out.</param>
    /// <param name="usesGraphics">Whether pictures of pixels may be sent where the terminal takes them.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the screen.</param>
    public static void Run(IScreenProgram program, ColorDepth? depth, bool usesGraphics, TimeProvider clock, CancellationToken cancellationToken)
    {
        Application.MaximumIterationsPerSecond = IterationsPerSecond;
        using var lost = new LostTerminal();
        using var app = Application.Create();
        app.Init(DriverRegistry.Names.ANSI);
        var driver = app.Driver!;
        var shown = depth ?? TerminalColors.Detect(driver.ColorCapabilities?.Capability);
        var protocol = GraphicsProtocol.None;
        var writer = new FrameWriter(Console.OpenStandardOutput(), shown, protocol, clock);
        using var view = new HostView();
        using var signals = new StopSignals(Stop);
        using var cancelled = cancellationToken.Register(Stop);
        lost.Watch(Stop);
        try
        {
            program.SetCapabilities(shown, protocol, null);
            program.Resize(new ScreenSize(driver.Rows, driver.Cols));
            driver.SizeChanged += (_, _) =>
            {
                writer.Forget();
                program.Resize(new ScreenSize(driver.Rows, driver.Cols));
            };
            app.Keyboard.KeyDown += (_, key) =>
            {
                key.Handled = true;
                if (key.EventType != KeyEventType.Release && KeyTranslation.Of(key) is { } press)
                {
                    program.Press(press);
                }
            };
            app.Mouse.MouseEvent += (_, mouse) =>
            {
                if (MouseTranslation.Of(mouse.Flags) is { } kind)
                {
                    program.Point(kind, mouse.ScreenPosition.Y, mouse.ScreenPosition.X, mouse.Flags.HasFlag(MouseFlags.Ctrl));
                }
            };
            app.Paste += (_, pasted) => program.Paste(pasted.Text);
            app.LayoutAndDrawComplete += (_, _) => writer.Forget();
            app.AddTimeout(TimeSpan.FromMilliseconds(1000.0 / IterationsPerSecond), () =>
            {
                Graphics();
                program.Advance();
                if (program.IsOver)
                {
                    app.RequestStop(view);
                }
                else if (writer.IsIdle && program.Draw() is { } frame)
                {
                    writer.Offer(frame);
                }

                return true;
            });
            app.Run(view);
        }
        finally
        {
            writer.Dispose();
        }

        void Stop() => app.Invoke(() => app.RequestStop(view));

        // A terminal tells after the start what graphics it takes.
        void Graphics()
        {
            var (found, cell) = GraphicsOf(driver);
            if (found == protocol || !usesGraphics)
            {
                return;
            }

            protocol = found;
            writer.Dispose();
            writer = new FrameWriter(Console.OpenStandardOutput(), shown, protocol, clock);
            program.SetCapabilities(shown, protocol, cell);
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

    /// <summary>Ends the screen on a hang-up or a request to terminate, so that the terminal is left as it was.</summary>
    private sealed class StopSignals : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

        private readonly PosixSignalRegistration[] _registrations;
        private Timer? _lastResort;

        public StopSignals(Action stop)
        {
            PosixSignal[] signals = [PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT];
            _registrations =
            [
                .. signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
                {
                    // A terminal that takes nothing any more may hold up whoever writes to it.
                    context.Cancel = true;
                    _lastResort ??= new Timer(static _ => Environment.Exit(1), null, Patience, System.Threading.Timeout.InfiniteTimeSpan);
                    stop();
                })),
            ];
        }

        public void Dispose()
        {
            foreach (var registration in _registrations)
            {
                registration.Dispose();
            }

            _lastResort?.Dispose();
        }
    }
}
