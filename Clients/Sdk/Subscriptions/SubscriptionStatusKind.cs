namespace Lamella.Sdk.Subscriptions;

/// <summary>What happened to a subscription.</summary>
public enum SubscriptionStatusKind
{
    /// <summary>The service does not answer; the subscription keeps trying.</summary>
    Reconnecting,

    /// <summary>The service answers again, and the state has been told anew.</summary>
    Resumed,

    /// <summary>Some events were missed; the state has been told in their place.</summary>
    Skipped,
}
