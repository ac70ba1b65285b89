using Lamella.Sdk;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>What each input makes of the state: pure, and the only place where the state changes.</summary>
internal static class ViewReducer
{
    /// <summary>Takes one input.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="input">What happened.</param>
    /// <param name="at">When, on the session's clock.</param>
    public static Reduction Reduce(ViewState state, ViewInput input, TimeSpan at)
    {
        var start = Reduction.Of(state with { Now = at });
        var next = input switch
        {
            ViewInput.Resized resized => start.With(now => now with { Size = resized.Size, Pointer = null, Drag = null }),
            ViewInput.CapabilitiesFound found => start.With(now => now with { Depth = found.Depth, CellPixels = found.CellPixels }),
            ViewInput.KeyDown { Key: var key } => state.Overlay is Overlay.Prompt prompt
                ? PromptReducer.Key(start, prompt, key)
                : KeyReducer.Key(start, key),
            ViewInput.Pasted { Text: var text } => PromptReducer.Paste(start, text),
            ViewInput.Pointer pointer => PointerReducer.Reduce(start, pointer),
            ViewInput.Tick => PlaybackReducer.Tick(start),
            ViewInput.CompletionsFound found => PromptReducer.Complete(start, found),
            ViewInput.ServiceReached reached => start.With(now => now with
            {
                Address = reached.Address,
                Keys = ServiceHost.IsElsewhere(reached.Address) ? ViewKeys.OfAnotherHost(now.Keys) : now.Keys,
            }),
            ViewInput.Noted noted => start.With(now => now.WithMessage(noted.Tone, noted.Text)),
            ViewInput.WorkspaceLoaded loaded => WorkspaceReducer.Load(start, loaded.Workspace),
            _ => ServiceReducer.Reduce(start, input),
        };
        return Settling.Settle(CountLayerChanges(next));
    }

    private static Reduction CountLayerChanges(Reduction reduction)
    {
        var changes = reduction.Effects.Count(effect => effect
            is ViewEffect.UpdateLayer { Canvas: 0 } or ViewEffect.MoveLayer { Canvas: 0 } or ViewEffect.RemoveLayer { Canvas: 0 });
        return changes == 0 ? reduction : reduction.With(state => state with { LayerChanges = state.LayerChanges + changes });
    }

    /// <summary>A message of the last seconds, for the line that shows it; null where there is none.</summary>
    public static Message? Current(ViewState state) =>
        state.Messages.LastOrDefault() is { } last && state.Now - last.At < (last.Tone == Tone.Error ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(4))
            ? last
            : null;
}
