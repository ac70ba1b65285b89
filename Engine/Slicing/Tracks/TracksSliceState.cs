using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Tracks;

/// <summary>What a tracks layer is set to, as far as slicing asks.</summary>
public sealed record TracksSliceState
{
    /// <summary>Data to world coordinates; of the data's rank.</summary>
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>How long before the current time a track is still seen, in data units of time.</summary>
    /// <value>Default: 30.</value>
    public double TailLength { get; init; } = 30;

    /// <summary>How far ahead of the current time a track is seen, in data units of time.</summary>
    /// <value>Default: 0.</value>
    public double HeadLength { get; init; }

    /// <summary>Whether tracks fade with their distance in time; else all of them is seen.</summary>
    /// <value>Default: true.</value>
    public bool Fade { get; init; } = true;

    /// <summary>Whether the tracks that ended before the current time are hidden.</summary>
    /// <value>Default: false.</value>
    public bool HideCompletedTracks { get; init; }
}
