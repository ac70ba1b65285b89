using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of tracks.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.tracks-layer-spec")]
public sealed record TracksLayerSpec : ItemsLayerSpec
{
    /// <summary>How long before the current time a track is still seen, data units of time.</summary>
    /// <value>Default: 30.</value>
    [Id(0), Key(8)]
    public double TailLength { get; init; } = 30;

    /// <summary>How far ahead of the current time a track is seen, data units of time.</summary>
    /// <value>Default: 0.</value>
    [Id(1), Key(9)]
    public double HeadLength { get; init; }

    /// <summary>Width of the lines, pixels.</summary>
    /// <value>Default: 2.</value>
    [Id(2), Key(10)]
    public double TailWidth { get; init; } = 2;

    /// <summary>Whether tracks fade with their distance in time.</summary>
    /// <value>Default: true.</value>
    [Id(3), Key(11)]
    public bool Fade { get; init; } = true;

    /// <summary>Whether the lines of the graph are drawn.</summary>
    /// <value>Default: true.</value>
    [Id(4), Key(12)]
    public bool DisplayGraph { get; init; } = true;

    /// <summary>Whether tracks that ended before the current time are hidden.</summary>
    /// <value>Default: false.</value>
    [Id(5), Key(13)]
    public bool HideCompletedTracks { get; init; }

    /// <summary>The colour of the lines; the feature <c>track_id</c> is there for all tracks.</summary>
    /// <value>Default: by track, in turbo.</value>
    [Id(6), Key(14)]
    public ItemColor Color { get; init; } = new() { Feature = "track_id", Colormap = "turbo" };
}
