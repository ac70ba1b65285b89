using System.ComponentModel.DataAnnotations;

namespace Lamella.Sdk;

/// <summary>How a client connects and how patient it is. Immutable; derive with <c>with</c>.</summary>
public sealed record LamellaClientOptions
{
    /// <summary>Name of the cluster, as its silos have it.</summary>
    /// <value>Default: lamella.</value>
    public string ClusterId { get; init; } = "lamella";

    /// <summary>Name of the service, as its silos have it.</summary>
    /// <value>Default: lamella.</value>
    public string ServiceId { get; init; } = "lamella";

    /// <summary>How long connecting may take before it is given up.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one call may go without an answer before it is made again.</summary>
    /// <value>Default: 3 seconds.</value>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a call is repeated before the service counts as unavailable.</summary>
    /// <value>Default: 15 seconds.</value>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a subscription believes in silence before it asks for the state.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Parts of a slice under way at once; more do not go faster, fewer do.</summary>
    /// <value>Default: 3.</value>
    [Range(1, 16)]
    public int PixelPartsInFlight { get; init; } = 3;

    /// <summary>The clock; a test may put its own here.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
