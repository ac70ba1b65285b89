namespace Lamella.Sdk.Subscriptions;

/// <summary>What happened to a subscription, for those who want to tell their user.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Skipped">Events that were skipped in favour of newer ones; 0 for other kinds.</param>
public readonly record struct SubscriptionStatus(SubscriptionStatusKind Kind, long Skipped = 0);
