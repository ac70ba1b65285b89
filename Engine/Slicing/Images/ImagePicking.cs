using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Images;

/// <summary>The value of an image or labels layer at a place: napari's <c>get_value</c>.</summary>
public static class ImagePicking
{
    /// <summary>The value that a canvas shows at a place, from a slice that is at hand; nothing is read.</summary>
    /// <param name="slice">The layer's current slice.</param>
    /// <param name="place">A place in world coordinates; only the displayed axes count.</param>
    /// <returns>Null beyond the pixels of the slice, and where it is empty.</returns>
    public static PickedValue? FromSlice(ImageSlice slice, WorldPoint place)
    {
        if (slice.IsEmpty)
        {
            return null;
        }

        var input = slice.Request.Input;
        var data = new DataPoint(input.WorldToData.Apply(place.Coordinates.AsSpan()));
        var pixel = 0L;
        for (var i = 0; i < input.Displayed.Length; i++)
        {
            var axis = input.Displayed[i];
            var at = Math.Round((data[axis] - slice.TileToData[axis, input.Ndim]) / slice.TileToData[axis, axis], MidpointRounding.ToEven);
            if (!(at >= 0 && at < slice.Image.Shape[i]))
            {
                return null;
            }

            pixel = (pixel * slice.Image.Shape[i]) + (long)at;
        }

        var samples = slice.Request.Data.IsRgb ? slice.Image.Shape[^1] : 1;
        var length = samples * slice.Image.DataType.ItemSize();
        return new PickedValue(
            slice.Image.DataType, [.. slice.Image.Bytes.Span.Slice(checked((int)(pixel * length)), length)]);
    }

    /// <summary>The value of the finest level at a place, read from the data.</summary>
    /// <param name="data">The layer's arrays.</param>
    /// <param name="dataToWorld">The layer's transform.</param>
    /// <param name="place">A place in world coordinates; padded as <see cref="AffineTransform.Apply"/> says.</param>
    /// <param name="reader">Brings the chunk.</param>
    /// <param name="cancellationToken">Lets go of the chunk.</param>
    /// <returns>Null beyond the data.</returns>
    /// <exception cref="LamellaException">The chunk failed, or the transform has no inverse.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async ValueTask<PickedValue?> FromDataAsync(
        ImageLayerData data, AffineTransform dataToWorld, WorldPoint place, IChunkReader reader, CancellationToken cancellationToken)
    {
        var array = data.Levels[0];
        var index = dataToWorld.WorldToData(place);
        var ranges = new AxisRange[array.Metadata.Rank];
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            ranges[axis] = data.FixedIndices[axis] is >= 0 and var held
                ? AxisRange.At(held)
                : AxisRange.All(array.Metadata.Shape[axis]);
        }

        for (var axis = 0; axis < data.Ndim; axis++)
        {
            var at = Math.Round(index[axis], MidpointRounding.ToEven);
            if (!(at >= 0 && at < array.Metadata.Shape[data.Axes[axis]]))
            {
                return null;
            }

            ranges[data.Axes[axis]] = AxisRange.At((long)at);
        }

        ImmutableArray<int> shown = data.IsRgb ? [ranges.Length - 1] : [];
        var plan = ChunkPlan.Of(array, [.. ranges]);
        using var element = SlicedArray.Rent([.. shown.Select(axis => ranges[axis].Count)], data.DataType, SliceLimits.Default);
        PlaneCopy copy = new(plan, shown, element);
        await reader.ReadAsync(plan.Demand(ChunkPriority.Visible), copy.Consume, cancellationToken).ConfigureAwait(false);
        return new PickedValue(data.DataType, [.. element.Bytes.Span]);
    }
}
