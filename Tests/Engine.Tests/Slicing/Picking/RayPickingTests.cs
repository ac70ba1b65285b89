using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Picking;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Surface;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Picking;

/// <summary>What a line of sight through three displayed axes meets.</summary>
public sealed class RayPickingTests
{
    private static readonly Dims Dims = Dims.Create(3, ndisplay: 3, range: [.. Enumerable.Repeat(new DimRange(-99, 99, 1), 3)]);

    private static readonly AffineTransform ToWorld = AffineTransform.FromScaleTranslate([2, 0.5, 1], [10, 0, -3]);

    [Fact]
    public void ImageRay_alongTheFirstAxis_isTheMaximumThatTheProjectionShows() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((depth, height, width, seed) =>
        {
            var values = new ushort[depth * height * width];
            new Random(seed).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            using var slice = Slice(values, [depth, height, width], isLabels: false);
            var (y, x) = (seed % height, seed % width);

            var picked = ImageRay.GetValue(slice, Ray(slice.Request.Input, [0, y, x], [1, 0, 0]));

            return picked!.Numbers[0] == Enumerable.Range(0, depth).Max(z => values[(((z * height) + y) * width) + x]);
        });

    [Fact]
    public void ImageRay_onLabels_isTheFirstThatIsNotBackgroundFromEitherSide() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 1000]).Sample((depth, seed) =>
        {
            ushort[] values = [.. Enumerable.Range(0, depth).Select(z => (ushort)(new Random(seed + z).Next(3) == 0 ? z + 1 : 0))];
            using var slice = Slice(values, [depth, 1, 1], isLabels: true);

            var forwards = ImageRay.GetValue(slice, Ray(slice.Request.Input, [-5, 0, 0], [1, 0, 0]));
            var backwards = ImageRay.GetValue(slice, Ray(slice.Request.Input, [50, 0, 0], [-3, 0, 0]));

            return forwards?.Numbers[0] == values.Select(v => (double?)v).FirstOrDefault(v => v != 0)
                && backwards?.Numbers[0] == values.Select(v => (double?)v).LastOrDefault(v => v != 0);
        });

    [Fact]
    public void ImageRay_thatPassesBy_isNothing()
    {
        using var slice = Slice([1, 2, 3, 4], [1, 2, 2], isLabels: false);

        Assert.Null(ImageRay.GetValue(slice, Ray(slice.Request.Input, [0, 5, 0], [1, 0, 0])));
    }

    [Fact]
    public void Points_alongAnyLine_isTheForemostWhoseDiscIsMet() =>
        Gen.Select(Gen.Double[-3, 3].Array[3].Array[0, 12], Gen.Double[-1, 1].Array[3], Gen.Double[-2, 2].Array[3])
            .Where(random => random.Item2.Sum(part => part * part) > 0.1)
            .Sample((rows, direction, origin) =>
            {
                using var data = new PointsLayerData(CoordinateTable.FromRows([.. rows.SelectMany(row => row)], 3), PerItem.Same(1.5));
                var state = new PointsSliceState { DataToWorld = AffineTransform.Identity(3) };
                var slice = PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, Dims), CancellationToken.None);
                var ray = DataRay.From(slice.Request.Input, new WorldPoint([.. origin]), new WorldPoint([.. direction]))!;
                var length = Math.Sqrt(direction.Sum(part => part * part));

                var picked = PointsPicking.GetValue(slice, ray);

                // Without looking at the product: the distance from a line is the length of a cross product.
                double Along(double[] p) => Enumerable.Range(0, 3).Sum(i => (p[i] - origin[i]) * direction[i]) / length;
                double Apart(double[] p) => Math.Sqrt(Math.Max(0, Enumerable.Range(0, 3).Sum(i => Math.Pow(p[i] - origin[i], 2)) - Math.Pow(Along(p), 2)));
                var met = Enumerable.Range(0, rows.Length).Where(i => Apart(rows[i]) <= 0.75 - 1e-9).ToArray();
                return picked is { } index
                    ? Apart(rows[index]) <= 0.75 + 1e-9 && met.All(i => Along(rows[index]) <= Along(rows[i]) + 1e-9)
                    : met.Length == 0;
            });

    [Fact]
    public void Surface_alongALine_mixesTheValuesOfTheForemostFace()
    {
        var slice = Surface(Dims);

        var forwards = SurfacePicking.GetValue(slice, Ray(slice.Request.Input, [0, 2, 1], [1, 0, 0]));
        var backwards = SurfacePicking.GetValue(slice, Ray(slice.Request.Input, [0, 2, 1], [-1, 0, 0]));

        // Corners (0, 0), (10, 0) and (0, 10) have the values 0, 10 and 20: 0.2 · 10 + 0.1 · 20.
        Assert.Equal((0, 4), (forwards!.Value.Face, Math.Round(forwards.Value.Value, 12)));
        Assert.Equal((1, 104), (backwards!.Value.Face, Math.Round(backwards.Value.Value, 12)));
    }

    [Fact]
    public void Surface_withTheAxesInAnotherOrder_isTheSameFace()
    {
        var slice = Surface(Dims.WithOrder([2, 0, 1]));

        Assert.Equal(0, SurfacePicking.GetValue(slice, Ray(slice.Request.Input, [0, 2, 1], [1, 0, 0]))!.Value.Face);
    }

    [Fact]
    public void Surface_besideItsFaces_isNothing()
    {
        var slice = Surface(Dims);

        Assert.Null(SurfacePicking.GetValue(slice, Ray(slice.Request.Input, [0, 6, 6], [1, 0, 0])));
        Assert.Null(SurfacePicking.GetValue(slice, new WorldPoint([1, 2, 1])));
    }

    [Theory]
    [InlineData(2, 1, 0, 0)]
    [InlineData(3, 0, 0, 0)]
    [InlineData(3, double.NaN, 0, 0)]
    public void From_withoutThreeAxesOrADirection_isNone(int ndisplay, double z, double y, double x) =>
        Assert.Null(DataRay.From(SliceInput.From(Dims.WithNdisplay(ndisplay), ToWorld), new WorldPoint([0, 0, 0]), new WorldPoint([z, y, x])));

    private static DataRay Ray(SliceInput input, double[] data, double[] direction)
    {
        var origin = input.DataToWorld.Apply(data);
        var end = input.DataToWorld.Apply([.. data.Zip(direction, (at, by) => at + by)]);
        return DataRay.From(input, new WorldPoint(origin), new WorldPoint([.. end.Zip(origin, (to, from) => to - from)]))!;
    }

    private static ImageSlice Slice(ushort[] values, long[] shape, bool isLabels)
    {
        var array = new CutArray(MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), [.. shape], DataType.UInt16, [2, 2, 2]);
        var data = ImageLayerData.FromArrays([array], isLabels: isLabels);
        var request = ImageSlicing.MakeSliceRequest(data, new ImageSliceState { DataToWorld = ToWorld, ProjectionMode = ProjectionMode.None }, Dims);
        return Finished(ImageSlicing.SliceAsync(request, new ShufflingReader(1), CancellationToken.None));
    }

    /// <summary>The reader delivers on this thread, before it returns.</summary>
    private static T Finished<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Not at once.");

    private static SurfaceSlice Surface(Dims dims)
    {
        var vertices = CoordinateTable.FromRows([1, 0, 0, 1, 10, 0, 1, 0, 10, 7, 0, 0, 7, 10, 0, 7, 0, 10], 3);
        var data = new SurfaceLayerData(vertices, [0, 1, 2, 3, 4, 5], [0, 10, 20, 100, 110, 120]);
        return SurfaceSlicing.Slice(
            SurfaceSlicing.MakeSliceRequest(data, new SurfaceSliceState { DataToWorld = ToWorld }, dims), CancellationToken.None);
    }
}
