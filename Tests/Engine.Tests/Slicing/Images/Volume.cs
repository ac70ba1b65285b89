using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Engine.Tests.Slicing.Images;

/// <summary>A small array of random 16-bit integers in random chunks, sliced by the product and, slowly, element by element.</summary>
internal sealed class Volume
{
    private readonly int[] _shape;
    private readonly int[] _chunks;
    private readonly ImmutableArray<int> _order;
    private readonly int _ndisplay;
    private readonly int _seed;
    private readonly ushort[] _values;

    public Volume(int[] shape, int[] chunks, int[] order, int ndisplay, int seed)
    {
        (_shape, _chunks, _order, _ndisplay, _seed) = (shape, chunks, [.. order], ndisplay, seed);
        _values = new ushort[shape.Aggregate(1, (a, b) => a * b)];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(_values.AsSpan()));
    }

    public override string ToString() =>
        $"[{string.Join(',', _shape)}] in [{string.Join(',', _chunks)}], order [{string.Join(',', _order)}], {_ndisplay}-D, seed {_seed}";

    /// <summary>A point on the grid within the array.</summary>
    public ImmutableArray<double> Point() => [.. _shape.Select((n, axis) => (double)((_seed + axis) % n))];

    /// <summary>The points of a slab around a point, its sliced axes in ascending order, the first slowest.</summary>
    public IEnumerable<ImmutableArray<double>> Slab(ImmutableArray<double> point, int margin)
    {
        IEnumerable<ImmutableArray<double>> slab = [point];
        foreach (var axis in _order[..^_ndisplay].Order())
        {
            var low = Math.Max(0, (int)point[axis] - margin);
            var high = Math.Min(_shape[axis] - 1, (int)point[axis] + margin);
            slab = slab.SelectMany(p => Enumerable.Range(low, high - low + 1).Select(x => p.SetItem(axis, x)));
        }

        return slab;
    }

    /// <summary>The displayed plane at a point, element by element.</summary>
    public ushort[] Plane(ImmutableArray<double> point)
    {
        var displayed = _order[^_ndisplay..];
        IEnumerable<int[]> elements = [[.. point.Select(x => (int)x)]];
        foreach (var axis in displayed)
        {
            elements = elements.SelectMany(index => Enumerable.Range(0, _shape[axis]).Select(x =>
            {
                int[] moved = [.. index];
                moved[axis] = x;
                return moved;
            }));
        }

        return [.. elements.Select(index => _values[index.Zip(_shape).Aggregate(0, (flat, axis) => (flat * axis.Second) + axis.First)])];
    }

    public ImageSlice Slice(ImmutableArray<double> point, ProjectionMode mode, double margin, double scale = 1, double translate = 0) =>
        Slice(MemoryMarshal.AsBytes<ushort>(_values).ToArray(), DataType.UInt16, point, mode, margin, _seed, scale, translate);

    /// <summary>The mean over everything sliced, of values whose sum depends on the order of addition.</summary>
    public ImageSlice SliceFloats(int seed)
    {
        float[] floats = [.. _values.Select((x, i) => (float)(x * Math.Pow(10, (i % 30) - 15)))];
        return Slice(MemoryMarshal.AsBytes<float>(floats).ToArray(), DataType.Float32, Point(), ProjectionMode.Mean, 100, seed, 1, 0);
    }

    private ImageSlice Slice(
        byte[] bytes, DataType dataType, ImmutableArray<double> point, ProjectionMode mode, double margin, int seed, double scale, double translate)
    {
        var ndim = _shape.Length;
        CutArray array = new(bytes, [.. _shape.Select(n => (long)n)], dataType, [.. _chunks]);
        var data = ImageLayerData.FromArrays([array]);
        var dims = Dims.Create(
            ndim, _ndisplay, [.. Enumerable.Repeat(new DimRange(-1000, 1000, 1), ndim)], point, _order,
            [.. Enumerable.Repeat(margin, ndim)], [.. Enumerable.Repeat(margin, ndim)]);
        ImageSliceState state = new()
        {
            DataToWorld = AffineTransform.FromScaleTranslate(
                [.. Enumerable.Repeat(scale, ndim)], [.. Enumerable.Repeat(translate, ndim)]),
            ProjectionMode = mode,
        };
        var slicing = ImageSlicing.SliceAsync(ImageSlicing.MakeSliceRequest(data, state, dims), new ShufflingReader(seed), default);
        // The reader delivers on this thread, before it returns.
        return slicing.IsCompletedSuccessfully ? slicing.GetAwaiter().GetResult() : throw new InvalidOperationException("Not at once.");
    }
}
