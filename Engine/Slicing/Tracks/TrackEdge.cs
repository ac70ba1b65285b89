namespace Lamella.Engine.Slicing.Tracks;

/// <summary>A link of the graph of tracks: a track comes from another one, by division or merging.</summary>
/// <param name="Track">The number of the track.</param>
/// <param name="Parent">The number of the track it comes from.</param>
public readonly record struct TrackEdge(double Track, double Parent);
