using System.Collections.Immutable;

namespace Lamella.Engine.Sources.Layers;

/// <summary>Which columns of a table mean what, where a user says so.</summary>
public sealed record LayerColumns
{
    /// <summary>The columns of the coordinates, slowest axis first.</summary>
    /// <value>Default: found by their names, see the documentation of sources.</value>
    public ImmutableArray<string> Axes { get; init; } = [];

    /// <summary>The column of each item's size, data units; of points only.</summary>
    /// <value>Default: none; all have the same size.</value>
    public string? Size { get; init; }

    /// <summary>The column that tells which points are shown: not 0, or <c>True</c>.</summary>
    /// <value>Default: none; all are.</value>
    public string? Shown { get; init; }

    /// <summary>The column of each vertex's track number; of tracks only.</summary>
    /// <value>Default: <c>track_id</c>, else <c>ID</c>.</value>
    public string? Track { get; init; }

    /// <summary>Whether both name the same columns.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LayerColumns? other) =>
        other is not null && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan())
        && Size == other.Size && Shown == other.Shown && Track == other.Track;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Axes.Length, Size, Shown, Track);
}
