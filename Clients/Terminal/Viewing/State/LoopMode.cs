namespace Lamella.Terminal.Viewing.State;

/// <summary>What playing does at the end of an axis, by napari's names.</summary>
internal enum LoopMode
{
    /// <summary>Starts again.</summary>
    Loop,

    /// <summary>Turns round.</summary>
    BackAndForth,

    /// <summary>Stops.</summary>
    Once,
}
