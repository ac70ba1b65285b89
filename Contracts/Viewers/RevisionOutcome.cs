namespace Lamella.Contracts.Viewers;

/// <summary>How a viewer's last accepted revision stands. It leaves <see cref="Pending"/> exactly once.</summary>
[GenerateSerializer]
public enum RevisionOutcome : byte
{
    /// <summary>Some layer has not responded yet.</summary>
    Pending = 0,

    /// <summary>All visible layers have been sliced.</summary>
    Ready = 1,

    /// <summary>All visible layers have responded, at least one with a failure.</summary>
    Failed = 2,
}
