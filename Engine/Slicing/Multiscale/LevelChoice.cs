using System.Collections.Immutable;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Slicing.Multiscale;

/// <summary>Which level of a multiscale layer a canvas needs, and which part of it (SLICING §5). Pure functions.</summary>
public static class LevelChoice
{
    /// <summary>What is shown before anything was drawn: the whole coarsest level (M7).</summary>
    /// <param name="data">The layer's data.</param>
    /// <param name="input">Where the layer is sliced.</param>
    public static MultiscaleView Initial(ImageLayerData data, SliceInput input) => Whole(data, input, data.Levels.Length - 1);

    /// <summary>
    /// The view after a canvas was drawn: the old one where its level is still right and holds what the canvas shows, so
    /// that zooming in within a level reads nothing (M5).
    /// </summary>
    /// <param name="data">The layer's data.</param>
    /// <param name="input">Where the layer is sliced.</param>
    /// <param name="old">The view until now; null where nothing was drawn.</param>
    /// <param name="start">World coordinates of one corner of the canvas on the displayed axes, in display order.</param>
    /// <param name="stop">World coordinates of the opposite corner.</param>
    /// <param name="canvasSize">Pixels of the canvas along the displayed axes.</param>
    /// <param name="lockedLevel">The level to take whatever the canvas shows; ignored where there is no such level (M6).</param>
    public static MultiscaleView Draw(
        ImageLayerData data,
        SliceInput input,
        MultiscaleView? old,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> stop,
        ReadOnlySpan<int> canvasSize,
        int? lockedLevel = null)
    {
        var current = old ?? Initial(data, input);
        if (lockedLevel is { } locked && locked >= 0 && locked < data.Levels.Length)
        {
            return Whole(data, input, locked);
        }

        if (input.Ndisplay == 3)
        {
            return Whole(data, input, data.Levels.Length - 1);
        }

        var displayed = input.Displayed;
        var (low, high) = BoundingBox(input, start, stop);
        ImmutableArray<ImmutableArray<double>> factors =
            [.. data.DownsampleFactors.Select(level => ImmutableArray.CreateRange(displayed.Select(axis => level[axis])))];
        var level = Level(factors, low, high, canvasSize);
        var corners = CornersAtLevel(low, high, factors[level]);
        if (Clip(data, displayed, level, corners) is not { } clipped)
        {
            return current;
        }

        var expanded = ExpandToChunks(data, displayed, level, clipped);
        return level != current.Level || !current.Corners.Contains(expanded, displayed)
            ? new MultiscaleView(level, expanded)
            : current;
    }

    /// <summary>
    /// The coarsest level that still has more pixels than the canvas on every axis that counts; an axis counts if the
    /// canvas shows more of the finest level than it has pixels and some level is downsampled along it (M2).
    /// </summary>
    /// <param name="factors">Per level the downsampling along each displayed axis.</param>
    /// <param name="low">Lowest corner of what the canvas shows, in pixels of the finest level.</param>
    /// <param name="high">Highest corner.</param>
    /// <param name="canvasSize">Pixels of the canvas.</param>
    public static int Level(
        ImmutableArray<ImmutableArray<double>> factors,
        ReadOnlySpan<long> low,
        ReadOnlySpan<long> high,
        ReadOnlySpan<int> canvasSize)
    {
        Span<bool> active = stackalloc bool[low.Length];
        var any = false;
        for (var axis = 0; axis < low.Length; axis++)
        {
            active[axis] = high[axis] - low[axis] > canvasSize[axis];
            var sampled = false;
            foreach (var level in factors)
            {
                sampled |= level[axis] > 1;
            }

            active[axis] &= sampled;
            any |= active[axis];
        }

        for (var level = factors.Length - 1; level > 0 && any; level--)
        {
            var enough = true;
            for (var axis = 0; axis < low.Length; axis++)
            {
                enough &= !active[axis] || (high[axis] - low[axis]) / factors[level][axis] > canvasSize[axis];
            }

            if (enough)
            {
                return level;
            }
        }

        return 0;
    }

    /// <summary>A box of the finest level in pixels of another: <c>floor(low / f)</c> to <c>ceil(high / f)</c>, both inclusive (M3).</summary>
    /// <param name="low">Lowest corner.</param>
    /// <param name="high">Highest corner.</param>
    /// <param name="factors">Downsampling of the level along each axis.</param>
    public static CornerPixels CornersAtLevel(ReadOnlySpan<long> low, ReadOnlySpan<long> high, ImmutableArray<double> factors)
    {
        var first = new long[low.Length];
        var last = new long[low.Length];
        for (var axis = 0; axis < low.Length; axis++)
        {
            first[axis] = (long)Math.Floor(low[axis] / factors[axis]);
            last[axis] = (long)Math.Ceiling(high[axis] / factors[axis]);
        }

        return new CornerPixels([.. first], [.. last]);
    }

    private static MultiscaleView Whole(ImageLayerData data, SliceInput input, int level)
    {
        var shape = data.Shape(level);
        var high = new long[data.Ndim];
        foreach (var axis in input.Displayed)
        {
            high[axis] = Math.Max(0, shape[axis] - 1);
        }

        return new MultiscaleView(level, new CornerPixels([.. new long[data.Ndim]], [.. high]));
    }

    /// <summary>The pixels of the finest level that hold all corners of the canvas (M1).</summary>
    private static (long[] Low, long[] High) BoundingBox(SliceInput input, ReadOnlySpan<double> start, ReadOnlySpan<double> stop)
    {
        var extent = input.DataToWorld.SetSlice(input.Displayed.AsSpan()).Inverse().ExtentOf(start, stop);
        return (
            [.. extent.Min.Select(static low => (long)Math.Floor(low))],
            [.. extent.Max.Select(static high => (long)Math.Ceiling(high))]);
    }

    /// <summary>The corners of all axes, clipped to the level; null where nothing of it is shown (M3).</summary>
    private static CornerPixels? Clip(ImageLayerData data, ImmutableArray<int> displayed, int level, CornerPixels corners)
    {
        var shape = data.Shape(level);
        var low = new long[data.Ndim];
        var high = new long[data.Ndim];
        for (var i = 0; i < displayed.Length; i++)
        {
            var axis = displayed[i];
            low[axis] = Math.Clamp(corners.Low[i], 0, Math.Max(0, shape[axis] - 1));
            high[axis] = Math.Clamp(corners.High[i], 0, Math.Max(0, shape[axis] - 1));
            if (high[axis] == low[axis])
            {
                return null;
            }
        }

        return new CornerPixels([.. low], [.. high]);
    }

    private static CornerPixels ExpandToChunks(ImageLayerData data, ImmutableArray<int> displayed, int level, CornerPixels corners)
    {
        var metadata = data.Levels[level].Metadata;
        var (low, high) = (corners.Low.ToBuilder(), corners.High.ToBuilder());
        foreach (var axis in displayed)
        {
            var (chunk, length) = (metadata.ChunkShape[data.Axes[axis]], metadata.Shape[data.Axes[axis]]);
            // An array of a single chunk has no chunks to speak of, as a plain array in memory.
            if (chunk < length)
            {
                (low[axis], high[axis]) = ChunkBoundaries.Expand(low[axis], high[axis], chunk, length);
            }
        }

        return new CornerPixels(low.ToImmutable(), high.ToImmutable());
    }
}
