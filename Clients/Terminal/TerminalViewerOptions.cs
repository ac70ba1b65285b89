using System.Collections.Immutable;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal;

/// <summary>How the viewer starts. Immutable; derive with <c>with</c>.</summary>
public sealed record TerminalViewerOptions
{
    /// <summary>Paths or URIs of the images to open, as the service sees them; none opens an empty canvas.</summary>
    public ImmutableArray<string> Uris { get; init; } = [];

    /// <summary>A viewer to share with others; null makes one of its own, which is closed in the end.</summary>
    public ViewerId? Viewer { get; init; }

    /// <summary>A workspace file to start from; null starts from <see cref="Uris"/>.</summary>
    public string? Workspace { get; init; }

    /// <summary>Which colours the terminal shows; null asks it.</summary>
    public ColorDepth? Colors { get; init; }

    /// <summary>Whether pictures may be sent as pixels (kitty, sixel) where the terminal takes them.</summary>
    /// <value>Default: true.</value>
    public bool Graphics { get; init; } = true;

    /// <summary>The settings file; null takes <c>lamella/terminal.json</c> in the user's configuration folder.</summary>
    public string? Settings { get; init; }

    /// <summary>The clock; a test may put its own here.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
