using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Plans;
using Lamella.Engine.Slicing.Progressive;
using Lamella.Engine.Slicing.Projections;

namespace Lamella.Engine.Slicing.Images;

/// <summary>Turns a window into pixels: each chunk is put straight to its place in the output, or projected into it.</summary>
internal static class ImageReading
{
    public static ChunkPlan Plan(ImageSliceRequest request, ImageWindow window)
    {
        var array = request.Data.Levels[window.Level];
        var ranges = new AxisRange[array.Metadata.Rank];
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            ranges[axis] = request.Data.FixedIndices[axis] is >= 0 and var index
                ? AxisRange.At(index)
                : AxisRange.All(array.Metadata.Shape[axis]);
        }

        for (var axis = 0; axis < window.Ranges.Length; axis++)
        {
            ranges[request.Data.Axes[axis]] = window.Ranges[axis];
        }

        return ChunkPlan.Of(array, [.. ranges]);
    }

    public static async ValueTask<(SlicedArray Pixels, ChunkReadStatistics Statistics)> ReadAsync(
        ImageSliceRequest request, ImageWindow window, IChunkReader reader, ImageProgress? progress, CancellationToken cancellationToken)
    {
        var plan = Plan(request, window);
        var shown = ShownAxes(request);
        long[] shape = [.. shown.Select(axis => plan.Ranges[axis].Count)];
        if (request.ProjectionMode != ProjectionMode.None && window.Planes(request.Input) > 1)
        {
            ImmutableArray<int> reduced = [.. request.Input.NotDisplayed.Select(axis => request.Data.Axes[axis]).Order()];
            ProjectionShape projected = new(plan, shown, reduced, request.ProjectionMode, request.Limits);
            using var projection = Projection.Create(projected);
            try
            {
                var consume = progress?.Begin(projected, projection) ?? projection.Consume;
                var spent = await reader.ReadAsync(plan.Demand(request.Priority), consume, cancellationToken).ConfigureAwait(false);
                progress?.End();
                return (projection.Finish(), spent);
            }
            finally
            {
                progress?.End();
            }
        }

        var pixels = SlicedArray.Rent(shape, request.Data.DataType, request.Limits);
        try
        {
            if (plan.Count == 0)
            {
                return (pixels, default);
            }

            PlaneCopy copy = new(plan, shown, pixels);
            var consumer = progress?.Begin(plan, shown, pixels, copy) ?? copy.Consume;
            var spent = await reader.ReadAsync(plan.Demand(request.Priority), consumer, cancellationToken)
                .ConfigureAwait(false);
            progress?.End();
            return (pixels, spent);
        }
        catch
        {
            progress?.End();
            pixels.Dispose();
            throw;
        }
    }

    /// <summary>The array axes of the output, outermost first: displayed ones in display order, then colour samples.</summary>
    private static ImmutableArray<int> ShownAxes(ImageSliceRequest request)
    {
        var data = request.Data;
        ImmutableArray<int> displayed = [.. request.Input.Displayed.Select(axis => data.Axes[axis])];
        return data.IsRgb ? displayed.Add(data.FixedIndices.Length - 1) : displayed;
    }
}
