using System.Collections.Immutable;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>Which columns of a layer's table mean what, where a user says so.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-columns")]
public sealed record LayerColumns
{
    /// <summary>The columns of the coordinates, slowest axis first.</summary>
    /// <value>Default: <c>axis-0</c>, <c>axis-1</c>, …; else those of time, z, y and x under their usual names.</value>
    [Id(0), Key(0)]
    public ImmutableArray<string> Axes { get; init; } = [];

    /// <summary>The column of each item's size, data units; of points only.</summary>
    /// <value>Default: none; all have the same size.</value>
    [Id(1), Key(1)]
    public string? Size { get; init; }

    /// <summary>The column that tells which items are shown: not 0, or <c>True</c>; of points only.</summary>
    /// <value>Default: none; all are.</value>
    [Id(2), Key(2)]
    public string? Shown { get; init; }

    /// <summary>The column of each vertex's track number; of tracks only.</summary>
    /// <value>Default: <c>track_id</c>, else <c>ID</c>.</value>
    [Id(3), Key(3)]
    public string? Track { get; init; }

    /// <summary>Whether both name the same columns.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LayerColumns? other) =>
        other is not null && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan())
        && Size == other.Size && Shown == other.Shown && Track == other.Track;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Axes.AsSpan().Length, Size, Shown, Track);
}
