using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Monitoring;

/// <summary>The keys of the monitor as they come.</summary>
internal static class TopKeys
{
    private const string Moving = "Moving", Table = "Table", Program = "Program";

    public static KeyBindings<TopAction> Default { get; } = new(
    [
        Of(TopAction.NextPage, Moving, "next page", "tab", "right"),
        Of(TopAction.PreviousPage, Moving, "previous page", "shift+tab", "left"),
        Of(TopAction.SelectAbove, Moving, "row above", "up", "k"),
        Of(TopAction.SelectBelow, Moving, "row below", "down", "j"),
        Of(TopAction.SelectFirst, Moving, "first row", "home"),
        Of(TopAction.SelectLast, Moving, "last row", "end"),
        Of(TopAction.DrillDown, Moving, "what belongs to the row", "enter"),
        Of(TopAction.Back, Moving, "back", "escape", "backspace"),
        Of(TopAction.NextSort, Table, "sort by the next column", ">"),
        Of(TopAction.PreviousSort, Table, "sort by the column before", "<"),
        Of(TopAction.ReverseSort, Table, "turn the order round", "r"),
        Of(TopAction.Filter, Table, "only rows with a text", "/", "f"),
        Of(TopAction.Pause, Program, "hold the screen still", "space", "p"),
        Of(TopAction.Help, Program, "these keys", "?", "f1"),
        Of(TopAction.Quit, Program, "quit", "q", "ctrl+q", "ctrl+c"),
    ]);

    private static ActionInfo<TopAction> Of(TopAction action, string group, string description, params string[] keys) =>
        ActionInfo<TopAction>.Of(action, group, description, keys);
}
