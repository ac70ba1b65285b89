using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Shell.Graphics;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Shell;

/// <summary>A screen that a terminal can host. All members are called on the terminal's thread and return at once.</summary>
internal interface IScreenProgram
{
    /// <summary>Whether the person wants to leave.</summary>
    bool IsOver { get; }

    /// <summary>To be called, on any thread, when there is something for <see cref="Advance"/> to take.</summary>
    Action Woken { set; }

    void Resize(ScreenSize size);

    /// <summary>What the terminal turned out to be able to show.</summary>
    void SetCapabilities(ColorDepth depth, GraphicsProtocol protocol, PixelSize? cellPixels);

    void Press(KeyPress key);

    void Paste(string text);

    void Point(PointerKind kind, int row, int column, bool ctrl);

    /// <summary>Takes what has arrived since, and the time that went by.</summary>
    /// <returns>After what time there is something to do again though nothing arrives; <see cref="TimeSpan.MaxValue"/> for never.</returns>
    TimeSpan Advance();

    /// <summary>The frame to be shown; null where it is the one before.</summary>
    /// <param name="pictureTime">How long pictures of pixels take on their way to the terminal.</param>
    Frame? Draw(TimeSpan pictureTime);
}
