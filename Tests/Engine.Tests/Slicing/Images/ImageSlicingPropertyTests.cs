using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Images;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Images;

public sealed class ImageSlicingPropertyTests
{
    private const int Ndim = 4;

    private static readonly Gen<Volume> Volumes = Gen.Select(
        Gen.Int[1, 7].Array[Ndim],
        Gen.Int[1, 4].Array[Ndim],
        Gen.Shuffle(new[] { 0, 1, 2, 3 }),
        Gen.Int[2, 3],
        Gen.Int[0, 1000],
        (shape, chunks, order, ndisplay, seed) => new Volume(shape, chunks, order, ndisplay, seed));

    [Fact]
    public void SliceOfAWhole_forEveryPermutation_isTheWholeOfASlice() => Volumes.Sample(volume =>
    {
        var point = volume.Point();

        using var slice = volume.Slice(point, ProjectionMode.None, margin: 0);

        return slice.Image.Bytes.Span.SequenceEqual(MemoryMarshal.AsBytes<ushort>(volume.Plane(point)));
    });

    [Fact]
    public void ThickSlice_ofAnySlab_isTheProjectionOfItsThinOnes() => Gen.Select(Volumes, Gen.Int[0, 3]).Sample((volume, margin) =>
    {
        var point = volume.Point();
        ImmutableArray<ushort[]> thin = [.. volume.Slab(point, margin).Select(volume.Plane)];

        using var sum = volume.Slice(point, ProjectionMode.Sum, margin);
        using var mean = volume.Slice(point, ProjectionMode.Mean, margin);
        using var max = volume.Slice(point, ProjectionMode.Max, margin);
        using var min = volume.Slice(point, ProjectionMode.Min, margin);

        return thin.Length == 1
            ? sum.Image.DataType == DataType.UInt16 && sum.Image.Bytes.Span.SequenceEqual(MemoryMarshal.AsBytes<ushort>(thin[0]))
            : Values<ulong>(sum).SequenceEqual(Project(thin, planes => (ulong)planes.Sum(x => x)))
                && Values<double>(mean).SequenceEqual(Project(thin, planes => planes.Average(x => (double)x)))
                && Values<ushort>(max).SequenceEqual(Project(thin, planes => planes.Max()))
                && Values<ushort>(min).SequenceEqual(Project(thin, planes => planes.Min()));
    });

    [Fact]
    public void FloatSums_whateverTheOrderOfChunks_areTheSameBits() => Gen.Select(Volumes, Gen.Int[1, 1000]).Sample((volume, seed) =>
    {
        using var first = volume.SliceFloats(seed: 0);
        using var second = volume.SliceFloats(seed);

        return first.Image.Bytes.Span.SequenceEqual(second.Image.Bytes.Span);
    });

    [Fact]
    public void MovingByAWholePeriod_ofTheTransform_givesTheSameData() =>
        Gen.Select(Volumes, Gen.Double[0.1, 3], Gen.Double[-20, 20]).Sample((volume, scale, translate) =>
        {
            var point = volume.Point();

            using var plain = volume.Slice(point, ProjectionMode.None, margin: 0);
            using var moved = volume.Slice(
                [.. point.Select(x => (x * scale) + translate)], ProjectionMode.None, margin: 0, scale, translate);

            return plain.Image.Bytes.Span.SequenceEqual(moved.Image.Bytes.Span);
        });

    private static T[] Values<T>(ImageSlice slice)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(slice.Image.Bytes.Span).ToArray();

    private static IEnumerable<T> Project<T>(ImmutableArray<ushort[]> planes, Func<IEnumerable<ushort>, T> project) =>
        Enumerable.Range(0, planes[0].Length).Select(i => project(planes.Select(plane => plane[i])));
}
