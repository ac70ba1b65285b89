using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Terminal.Viewing.Slices;

namespace Lamella.Terminal.Viewing.State;

/// <summary>One canvas: a viewer of the service and what has come from it.</summary>
internal sealed record CanvasState
{
    /// <summary>The last request.</summary>
    public Dims Dims { get; init; } = Dims.Default;

    public Camera Camera { get; init; } = Camera.Initial;

    /// <summary>The field of view that was last asked for.</summary>
    public FieldOfView? FieldOfView { get; init; }

    /// <summary>What is shown, by layer.</summary>
    public ImmutableDictionary<LayerId, SliceImage> Slices { get; init; } = ImmutableDictionary<LayerId, SliceImage>.Empty;

    /// <summary>What the service found at the place it was last asked about.</summary>
    public (WorldPoint Place, ImmutableArray<LayerValue> Values)? Found { get; init; }

    /// <summary>Since when each layer has been loading, on the session's clock.</summary>
    public ImmutableDictionary<LayerId, TimeSpan> Loading { get; init; } = ImmutableDictionary<LayerId, TimeSpan>.Empty;

    /// <summary>Why layers are not shown as they should be.</summary>
    public ImmutableDictionary<LayerId, SliceFailure> Failures { get; init; } = ImmutableDictionary<LayerId, SliceFailure>.Empty;

    /// <summary>Changes sent that have not been accepted yet.</summary>
    public int Unanswered { get; init; }

    /// <summary>Of these, changes of Dims: until they are accepted the service's Dims are older than one's own.</summary>
    public int UnansweredDims { get; init; }

    /// <summary>The newest revision that was accepted.</summary>
    public Revision Accepted { get; init; }

    /// <summary>The life of the viewer in which it was last heard to have layers; 0 before that.</summary>
    public long LayersEpoch { get; init; }

    /// <summary>The newest revision that ended.</summary>
    public Revision Ended { get; init; }

    /// <summary>When the change was sent that is still waited for; null where nothing is.</summary>
    public TimeSpan? WaitingSince { get; init; }

    /// <summary>When each accepted change was sent that has not been shown yet.</summary>
    public ImmutableDictionary<Revision, TimeSpan> SentAt { get; init; } = ImmutableDictionary<Revision, TimeSpan>.Empty;

    /// <summary>Layers whose pixels are on their way.</summary>
    public ImmutableHashSet<LayerId> Fetching { get; init; } = [];

    /// <summary>Whether its viewer is still being given its layers: until then the viewer's Dims are not the canvas's.</summary>
    public bool IsOpening { get; init; }

    /// <summary>What of the sliders is at hand.</summary>
    public StepsAtHand AtHand { get; init; } = StepsAtHand.None;

    /// <summary>Whether the service does not answer.</summary>
    public bool IsReconnecting { get; init; }

    /// <summary>The displayed axes, the one that runs down and the one that runs to the right.</summary>
    public (int Row, int Column) Axes => Dims.Ndim < 2 ? (0, 0) : (Dims.Order[^2], Dims.Order[^1]);

    /// <summary>Whether slices of the last change are still to come.</summary>
    public bool IsPending => Unanswered > 0 || Accepted > Ended || !Fetching.IsEmpty;
}
