namespace Lamella.Engine.Arrays.Chunks;

/// <summary>How urgently a chunk is wanted; the smaller number goes first (DESIGN: visible, coarse preview, prefetch, background).</summary>
public enum ChunkPriority : byte
{
    /// <summary>A canvas is waiting for it.</summary>
    Visible = 0,

    /// <summary>Part of a coarse level that stands in while the right one is read.</summary>
    Preview = 1,

    /// <summary>Not asked for yet, but in the direction of travel.</summary>
    Prefetch = 2,

    /// <summary>Work that nobody watches: thumbnails, statistics, workers.</summary>
    Background = 3,
}
