namespace Lamella.Silo.Hosting;

/// <summary>The grain storages that a silo needs.</summary>
public static class LamellaStorage
{
    /// <summary>Holds viewers.</summary>
    public const string State = "state";

    /// <summary>Holds who listens to notices; in a cluster it must be durable.</summary>
    public const string PubSub = "PubSubStore";

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<string> All { get; } = [State, PubSub];
}
