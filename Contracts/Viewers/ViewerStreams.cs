namespace Lamella.Contracts.Viewers;

/// <summary>Where the events of a viewer are announced.</summary>
public static class ViewerStreams
{
    /// <summary>The stream provider of notices, the same in every silo and client.</summary>
    public const string ProviderName = "notices";

    /// <summary>The stream namespace of viewer events.</summary>
    public const string Namespace = "lamella.viewer";
}
