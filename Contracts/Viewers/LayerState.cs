using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>One layer of a viewer, as it stands.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-state")]
public sealed record LayerState
{
    /// <summary>What the user said of it.</summary>
    [Id(0), Key(0)]
    public required LayerSpec Spec { get; init; }

    /// <summary>What opening its source told; null while it has not been opened since the viewer came back.</summary>
    [Id(1), Key(1)]
    public LayerInfo? Info { get; init; }

    /// <summary>Whether a slice newer than <see cref="LastResponse"/> is under way.</summary>
    [Id(2), Key(2)]
    public bool Loading { get; init; }

    /// <summary>How long it has been loading; zero where it is not.</summary>
    [Id(3), Key(3)]
    public TimeSpan LoadingFor { get; init; }

    /// <summary>The slice that is shown: the newest that arrived; null before the first and for hidden layers never sliced.</summary>
    [Id(4), Key(4)]
    public LayerSliceResponse? LastResponse { get; init; }

    /// <summary>Why its newest slice failed; null where it did not.</summary>
    [Id(5), Key(5)]
    public SliceFailure? Failure { get; init; }

    /// <summary>The revision that it is being sliced for; null where it is not.</summary>
    [Id(6), Key(6)]
    public Revision? LoadingRevision { get; init; }
}
