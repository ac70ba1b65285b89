using Lamella.Contracts.Monitoring;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Monitoring;

/// <summary>Something that happened to the monitor. A closed family.</summary>
internal abstract record TopInput
{
    private TopInput()
    {
    }

    public sealed record Resized(ScreenSize Size) : TopInput;

    public sealed record DepthFound(ColorDepth Depth) : TopInput;

    public sealed record KeyDown(KeyPress Key) : TopInput;

    /// <summary>The wheel was turned, or a row was pressed.</summary>
    public sealed record Wheel(int By) : TopInput;

    public sealed record Reported(TimeSpan At, ClusterReport Report) : TopInput;

    public sealed record Failed(string Reason) : TopInput;
}
