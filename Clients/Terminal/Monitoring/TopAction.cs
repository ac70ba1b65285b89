namespace Lamella.Terminal.Monitoring;

/// <summary>What a key can do in the monitor.</summary>
internal enum TopAction
{
    NextPage,
    PreviousPage,
    SelectAbove,
    SelectBelow,
    SelectFirst,
    SelectLast,
    NextSort,
    PreviousSort,
    ReverseSort,
    DrillDown,
    Back,
    Filter,
    Pause,
    Help,
    Quit,
}
