using System.Collections.Immutable;

namespace Lamella.Terminal.Viewing.State;

/// <summary>What lies over the canvases until it is closed. It never stops slices from being shown behind it.</summary>
internal abstract record Overlay
{
    /// <summary>The keys.</summary>
    public sealed record Help(int Scroll) : Overlay;

    /// <summary>Where the time of the last slice went.</summary>
    public sealed record Inspector : Overlay;

    /// <summary>All messages, newest first.</summary>
    public sealed record Messages(int Scroll) : Overlay;

    /// <summary>A line of text being written.</summary>
    /// <param name="Purpose">What it is for.</param>
    /// <param name="Text">What has been written.</param>
    /// <param name="Caret">Before which character the next one goes.</param>
    /// <param name="Completions">What it could become.</param>
    public sealed record Prompt(
        PromptPurpose Purpose, string Text, int Caret, ImmutableArray<string> Completions) : Overlay;
}
