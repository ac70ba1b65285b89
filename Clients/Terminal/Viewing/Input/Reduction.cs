using System.Collections.Immutable;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>A new state, and what is to be done outside of it.</summary>
internal readonly record struct Reduction(ViewState State, ImmutableList<ViewEffect> Effects)
{
    public static Reduction Of(ViewState state) => new(state, []);

    public Reduction With(ViewState state) => this with { State = state };

    public Reduction With(Func<ViewState, ViewState> change) => this with { State = change(State) };

    public Reduction Emit(ViewEffect effect) => this with { Effects = Effects.Add(effect) };

    /// <summary>Goes on for each canvas.</summary>
    public Reduction ForEachCanvas(Func<Reduction, int, Reduction> next)
    {
        var result = this;
        for (var canvas = 0; canvas < State.Canvases.Length; canvas++)
        {
            result = next(result, canvas);
        }

        return result;
    }
}
