using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Slicing.Oblique;

/// <summary>Slices scalar images along any plane, from the finest level. What lies beyond the data is 0.</summary>
public static class ObliqueSlicing
{
    /// <summary>Makes an oblique slice. Only the chunks that the plane passes through are read.</summary>
    /// <param name="data">A scalar image or labels; labels are never interpolated.</param>
    /// <param name="dataToWorld">The layer's transform.</param>
    /// <param name="plane">The plane.</param>
    /// <param name="interpolation">What pixels between elements take.</param>
    /// <param name="reader">Brings the chunks.</param>
    /// <param name="limits">What the slice may allocate.</param>
    /// <param name="cancellationToken">Lets go of all chunks that have not arrived yet.</param>
    /// <returns>Pixels of the layer's type, rows then columns; the caller disposes them.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unsupported"/>: colour samples or complex numbers; <see cref="LamellaErrorCode.InvalidArgument"/>:
    /// a plane without pixels or axes; <see cref="LamellaErrorCode.LimitExceeded"/>: too large; or a chunk failed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async ValueTask<SlicedArray> SliceAsync(
        ImageLayerData data,
        AffineTransform dataToWorld,
        ObliquePlane plane,
        ObliqueInterpolation interpolation,
        IChunkReader reader,
        SliceLimits limits,
        CancellationToken cancellationToken)
    {
        Check(data, plane);
        var linear = interpolation == ObliqueInterpolation.Linear && !data.IsLabels;
        var pixels = SlicedArray.Rent([plane.Height, plane.Width], data.DataType, limits);
        try
        {
            pixels.Writable.Span.Clear();
            await (linear
                ? InterpolateAsync(data, dataToWorld.Inverse(), plane, reader, limits, pixels, cancellationToken)
                : PickAsync(data, dataToWorld.Inverse(), plane, reader, pixels, cancellationToken)).ConfigureAwait(false);
            return pixels;
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    /// <summary>Elements are moved as they are, so that labels of 64 bits stay exact.</summary>
    private static async Task PickAsync(
        ImageLayerData data, AffineTransform toData, ObliquePlane plane, IChunkReader reader, SlicedArray pixels, CancellationToken cancellationToken)
    {
        ObliqueSamples samples = new(data.Levels[0]);
        Collect(data, toData, plane, linear: false, samples, []);
        if (samples.Chunks > 0)
        {
            await reader.ReadAsync(
                samples.Demand(ChunkPriority.Visible),
                (ordinal, chunk) => Move(data, samples.OfChunk(ordinal), chunk, pixels),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Every corner of every pixel is kept apart, so that chunks may arrive in any order and give the same sums.</summary>
    private static async Task InterpolateAsync(
        ImageLayerData data,
        AffineTransform toData,
        ObliquePlane plane,
        IChunkReader reader,
        SliceLimits limits,
        SlicedArray pixels,
        CancellationToken cancellationToken)
    {
        var corners = 1 << data.Ndim;
        using var values = SlicedArray.Rent([plane.Height, plane.Width, corners], DataType.Float64, limits);
        using var weights = SlicedArray.Rent([plane.Height, plane.Width, corners], DataType.Float64, limits);
        values.Writable.Span.Clear();
        weights.Writable.Span.Clear();
        ObliqueSamples samples = new(data.Levels[0]);
        Collect(data, toData, plane, linear: true, samples, MemoryMarshal.Cast<byte, double>(weights.Writable.Span));
        if (samples.Chunks > 0)
        {
            await reader.ReadAsync(
                samples.Demand(ChunkPriority.Visible),
                (ordinal, chunk) => Take(data, samples.OfChunk(ordinal), chunk, values),
                cancellationToken).ConfigureAwait(false);
        }

        Combine(pixels, values, weights, corners);
    }

    private static void Check(ImageLayerData data, ObliquePlane plane)
    {
        if (data.IsRgb || data.DataType is DataType.Complex64 or DataType.Complex128)
        {
            throw new LamellaException(
                LamellaErrorCode.Unsupported,
                "Oblique slices are made of real numbers, not of colours or complex numbers.",
                expected: "real numbers",
                got: data.IsRgb ? "colour samples" : data.DataType.ZarrName());
        }

        if (plane.Height < 1 || plane.Width < 1 || plane.Origin.Ndim < data.Ndim || plane.Down.Ndim < data.Ndim || plane.Right.Ndim < data.Ndim)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"A plane through a {data.Ndim}-D layer has a point and two directions of {data.Ndim} axes, and at least one pixel.",
                expected: $"{data.Ndim} axes, 1×1 pixels",
                got: $"{Math.Min(plane.Origin.Ndim, Math.Min(plane.Down.Ndim, plane.Right.Ndim))} axes, {plane.Height}×{plane.Width} pixels");
        }
    }

    private static void Collect(
        ImageLayerData data, AffineTransform toData, ObliquePlane plane, bool linear, ObliqueSamples samples, Span<double> weights)
    {
        var origin = toData.Apply(plane.Origin.Coordinates.AsSpan());
        var down = Direction(toData, plane.Down);
        var right = Direction(toData, plane.Right);
        var corners = linear ? 1 << data.Ndim : 1;
        var place = new double[data.Ndim];
        for (var pixel = 0; pixel < plane.Height * plane.Width; pixel++)
        {
            var (row, column) = (pixel / plane.Width, pixel % plane.Width);
            for (var axis = 0; axis < place.Length; axis++)
            {
                place[axis] = origin[axis] + (row * down[axis]) + (column * right[axis]);
            }

            for (var corner = 0; corner < corners; corner++)
            {
                AddCorner(data, place, linear ? corner : -1, (pixel * corners) + corner, samples, weights);
            }
        }
    }

    /// <summary>One element around a place: bit k of the corner tells whether it lies below or above along axis k.</summary>
    private static void AddCorner(
        ImageLayerData data, double[] place, int corner, int slot, ObliqueSamples samples, Span<double> weights)
    {
        var metadata = data.Levels[0].Metadata;
        Span<long> index = stackalloc long[metadata.Rank];
        for (var axis = 0; axis < index.Length; axis++)
        {
            index[axis] = Math.Max(0, data.FixedIndices[axis]);
        }

        var weight = 1.0;
        for (var axis = 0; axis < place.Length; axis++)
        {
            var below = Math.Floor(place[axis]);
            var upper = ((corner >> axis) & 1) == 1;
            weight *= corner < 0 ? 1 : upper ? place[axis] - below : 1 - (place[axis] - below);
            var at = corner < 0 ? Math.Round(place[axis], MidpointRounding.ToEven) : upper ? below + 1 : below;
            if (weight == 0 || !(at >= 0 && at < metadata.Shape[data.Axes[axis]]))
            {
                return;
            }

            index[data.Axes[axis]] = (long)at;
        }

        if (corner >= 0)
        {
            weights[slot] = weight;
        }

        samples.Add(slot, index);
    }

    private static double[] Direction(AffineTransform toData, WorldPoint direction)
    {
        var moved = toData.Apply(direction.Coordinates.AsSpan());
        return [.. moved.Select((coordinate, axis) => coordinate - toData[axis, toData.Ndim])];
    }

    private static void Move(
        ImageLayerData data, IReadOnlyList<(int Slot, int Element)> samples, ReadOnlySpan<byte> chunk, SlicedArray pixels)
    {
        var target = pixels.Writable.Span;
        var size = data.DataType.ItemSize();
        var fill = data.Levels[0].Metadata.FillValue;
        foreach (var (slot, element) in samples)
        {
            if (!chunk.IsEmpty)
            {
                chunk.Slice(element * size, size).CopyTo(target[(slot * size)..]);
            }
            else if (!fill.IsDefaultOrEmpty)
            {
                fill.AsSpan().CopyTo(target[(slot * size)..]);
            }
        }
    }

    private static void Take(
        ImageLayerData data, IReadOnlyList<(int Slot, int Element)> samples, ReadOnlySpan<byte> chunk, SlicedArray values)
    {
        var targets = MemoryMarshal.Cast<byte, double>(values.Writable.Span);
        var fill = data.Levels[0].Metadata.FillValue;
        foreach (var (slot, element) in samples)
        {
            targets[slot] = !chunk.IsEmpty
                ? Elements.Read(chunk, data.DataType, element)
                : fill.IsDefaultOrEmpty ? 0 : Elements.Read(fill.AsSpan(), data.DataType, 0);
        }
    }

    private static void Combine(SlicedArray pixels, SlicedArray values, SlicedArray weights, int corners)
    {
        switch (pixels.DataType)
        {
            case DataType.Bool or DataType.UInt8: Combine<byte>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.Int8: Combine<sbyte>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.UInt16: Combine<ushort>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.Int16: Combine<short>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.UInt32: Combine<uint>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.Int32: Combine<int>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.UInt64: Combine<ulong>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.Int64: Combine<long>(pixels, values, weights, corners, isInteger: true); break;
            case DataType.Float16: Combine<Half>(pixels, values, weights, corners, isInteger: false); break;
            case DataType.Float32: Combine<float>(pixels, values, weights, corners, isInteger: false); break;
            default: Combine<double>(pixels, values, weights, corners, isInteger: false); break;
        }
    }

    private static void Combine<T>(SlicedArray pixels, SlicedArray values, SlicedArray weights, int corners, bool isInteger)
        where T : unmanaged, INumber<T>
    {
        var targets = MemoryMarshal.Cast<byte, T>(pixels.Writable.Span);
        var elements = MemoryMarshal.Cast<byte, double>(values.Bytes.Span);
        var shares = MemoryMarshal.Cast<byte, double>(weights.Bytes.Span);
        for (var pixel = 0; pixel < targets.Length; pixel++)
        {
            var sum = 0.0;
            for (var slot = pixel * corners; slot < (pixel + 1) * corners; slot++)
            {
                sum += shares[slot] == 0 ? 0 : shares[slot] * elements[slot];
            }

            targets[pixel] = T.CreateSaturating(isInteger ? Math.Round(sum, MidpointRounding.ToEven) : sum);
        }
    }
}
