namespace Lamella.Terminal.Viewing.State;

/// <summary>What a line of text is asked for.</summary>
internal enum PromptPurpose
{
    GoTo,
    AddLayer,
    SaveWorkspace,
    LoadWorkspace,
}
