using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Monitoring;

/// <summary>What each input makes of the monitor's state: pure.</summary>
internal static class TopReducer
{
    private const int MaxFilter = 64;

    /// <summary>Takes one input.</summary>
    /// <returns>The new state, and whether the person wants to leave.</returns>
    public static (TopState State, bool IsOver) Reduce(TopState state, TopInput input) => input switch
    {
        TopInput.Resized resized => (state with { Size = resized.Size }, false),
        TopInput.DepthFound found => (state with { Depth = found.Depth }, false),
        TopInput.Reported reported => (Report(state, reported), false),
        TopInput.Failed failed => (state with { Failure = failed.Reason }, false),
        TopInput.Wheel wheel => (Select(state, state.SelectedRow + wheel.By), false),
        TopInput.KeyDown { Key: var key } when state.IsFiltering => (Filter(state, key), false),
        TopInput.KeyDown { Key: var key } when state.Help is { } scroll && HelpKey(state, scroll, key) is { } helped => (helped, false),
        TopInput.KeyDown { Key: var key } => state.Keys.Find(key) is { } action ? (Act(state, action), action == TopAction.Quit) : (state, false),
        _ => (state, false),
    };

    private static TopState Report(TopState state, TopInput.Reported reported)
    {
        if (state.IsPaused)
        {
            return state;
        }

        var samples = state.Samples.Add((reported.At, reported.Report));
        return state with { Samples = samples.Count > TopState.MaxSamples ? samples.RemoveAt(0) : samples, Failure = null };
    }

    private static TopState Act(TopState state, TopAction action) => action switch
    {
        TopAction.NextPage => Turn(state, 1),
        TopAction.PreviousPage => Turn(state, -1),
        TopAction.SelectAbove => Select(state, state.SelectedRow - 1),
        TopAction.SelectBelow => Select(state, state.SelectedRow + 1),
        TopAction.SelectFirst => Select(state, 0),
        TopAction.SelectLast => Select(state, int.MaxValue),
        TopAction.NextSort => Sort(state, 1),
        TopAction.PreviousSort => Sort(state, -1),
        TopAction.ReverseSort => Reverse(state),
        TopAction.DrillDown => DrillDown(state),
        TopAction.Back when state.Scope is not null => state with { Scope = null, SelectedRow = 0 },
        TopAction.Back => state with { Filter = "", SelectedRow = 0 },
        TopAction.Filter => state with { IsFiltering = true },
        TopAction.Pause => state with { IsPaused = !state.IsPaused },
        TopAction.Help => state with { Help = state.Help is null ? 0 : null },
        _ => state,
    };

    private static TopState Turn(TopState state, int by)
    {
        var pages = Enum.GetValues<TopPage>().Length;
        return state with { Page = (TopPage)(((int)state.Page + by + pages) % pages), SelectedRow = 0 };
    }

    private static TopState Select(TopState state, int row) =>
        state with { SelectedRow = Math.Clamp(row, 0, Math.Max(0, TopTables.RowsOf(state).Length - 1)) };

    private static TopState Sort(TopState state, int by)
    {
        if (TopTables.Of(state) is not { } table)
        {
            return state;
        }

        var (column, descending) = TopTables.SortingOf(state);
        var next = (column + by + table.Columns.Length) % table.Columns.Length;
        return state with { Sorting = state.Sorting.SetItem(state.Page, (next, descending)), SelectedRow = 0 };
    }

    private static TopState Reverse(TopState state)
    {
        var (column, descending) = TopTables.SortingOf(state);
        return state with { Sorting = state.Sorting.SetItem(state.Page, (column, !descending)), SelectedRow = 0 };
    }

    /// <summary>From a silo to its viewers, from a viewer to its layers, from a layer to its viewer's slowest slices.</summary>
    private static TopState DrillDown(TopState state)
    {
        var rows = TopTables.RowsOf(state);
        if (state.SelectedRow >= rows.Length)
        {
            return state.Page == TopPage.Cluster ? state with { Page = TopPage.Silos, SelectedRow = 0 } : state;
        }

        return state with
        {
            Page = (TopPage)Math.Min((int)state.Page + 1, (int)TopPage.Slowest),
            Scope = rows[state.SelectedRow].Key,
            Filter = "",
            SelectedRow = 0,
        };
    }

    private static TopState Filter(TopState state, KeyPress key) => key.Name switch
    {
        "enter" => state with { IsFiltering = false },
        "escape" or "ctrl+c" => state with { IsFiltering = false, Filter = "", SelectedRow = 0 },
        "backspace" => state with { Filter = state.Filter.Length == 0 ? "" : state.Filter[..^1], SelectedRow = 0 },
        _ when key.Character is { } character && !char.IsControl(character) && state.Filter.Length < MaxFilter =>
            state with { Filter = state.Filter + character, SelectedRow = 0 },
        _ => state,
    };

    private static TopState? HelpKey(TopState state, int scroll, KeyPress key) => key.Name switch
    {
        "escape" => state with { Help = null },
        "up" => state with { Help = Math.Max(0, scroll - 1) },
        "down" => state with { Help = scroll + 1 },
        _ => null,
    };
}
