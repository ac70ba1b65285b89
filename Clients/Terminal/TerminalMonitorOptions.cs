using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal;

/// <summary>How the monitor starts. Immutable; derive with <c>with</c>.</summary>
public sealed record TerminalMonitorOptions
{
    /// <summary>How often the cluster is asked.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Which colours the terminal shows; null asks it.</summary>
    public ColorDepth? Colors { get; init; }

    /// <summary>The settings file; null takes <c>lamella/terminal.json</c> in the user's configuration folder.</summary>
    public string? Settings { get; init; }

    /// <summary>The clock; a test may put its own here.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
