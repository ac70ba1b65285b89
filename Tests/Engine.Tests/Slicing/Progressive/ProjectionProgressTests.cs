using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats.Memory;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Progressive;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Progressive;

/// <summary>The thick slice so far, for any subset of chunks, any mode, integers and real numbers, with a preview and without.</summary>
public sealed class ProjectionProgressTests
{
    private const int Planes = 6, Rows = 12, Columns = 10, Factor = 2;

    [Fact]
    public Task SoFar_ofIntegers_isTheProjectionOfWhatHasArrived() => Sample(static value => (ushort)value, DataType.UInt16);

    [Fact]
    public Task SoFar_ofRealNumbers_isTheProjectionOfWhatHasArrived() => Sample(static value => (float)value, DataType.Float32);

    private static Task Sample<T>(Func<int, T> element, DataType dataType)
        where T : unmanaged, INumber<T> =>
        Gen.Select(Gen.Int[1, 4].Array[3], Gen.Enum<ProjectionMode>().Where(static mode => mode != ProjectionMode.None), Gen.Int, Gen.Bool, Gen.Int[0, 2])
            .SampleAsync(async (chunk, mode, seed, hasPreview, order) =>
            {
                var data = ImageLayerData.FromArrays(
                    [Level([Planes, Rows, Columns], chunk, 1, element, dataType), Level([Planes, Rows / Factor, Columns / Factor], [1, 8, 8], 90, element, dataType)]);
                ImmutableArray<int> axes = order switch { 0 => [0, 1, 2], 1 => [1, 0, 2], _ => [2, 1, 0] };
                var dims = Dims.Create(
                    3, range: [new(0, Planes - 1, 1), new(0, Rows - 1, 1), new(0, Columns - 1, 1)], point: [3, 4, 6],
                    marginLeft: [2, 2, 2], marginRight: [2, 2, 2], order: axes);
                ImageSliceState state = new() { DataToWorld = AffineTransform.Identity(3), ProjectionMode = mode };
                var request = ImageSlicing.MakeSliceRequest(data, state, dims);
                var coarse = CoarserRequest.At(request, 1);
                using var preview = await ImageSlicing.SliceAsync(coarse, new SubsetReader(static _ => true), default);
                using var whole = await ImageSlicing.SliceAsync(request, new SubsetReader(static _ => true), default);
                var progress = new ImageProgress();
                var random = new Random(seed);
                SubsetReader reader = new(_ => random.Next(2) == 0) { IsHeld = true };

                var slicing = ImageSlicing.SliceWithProgressAsync(request, reader, progress, default);
                using var partial = progress.SoFar(
                    request, hasPreview ? new PreviewPixels(coarse, preview.Image.Shape, preview.Image.DataType, preview.Image.Bytes) : null)!;
                reader.Finish();
                using var slice = await slicing;

                Check(request, mode, chunk, reader.AtOnce, partial, element, hasPreview);
                Assert.Equal(reader.Delivered, progress.Arrived);
                Assert.Null(progress.SoFar(request, null));
                Assert.Equal((whole.Image.DataType, whole.Image.Shape.Length), (partial.Pixels.DataType, partial.Pixels.Shape.Length));
                Assert.Equal(whole.Image.Bytes.ToArray(), slice.Image.Bytes.ToArray());
            });

    private static void Check<T>(
        ImageSliceRequest request, ProjectionMode mode, int[] chunk, List<int[]> arrived, PartialImage partial, Func<int, T> element, bool hasPreview)
        where T : unmanaged, INumber<T>
    {
        var (axis, down, across) = (request.Input.NotDisplayed[0], request.Input.Displayed[0], request.Input.Displayed[1]);
        var range = request.Window!.Ranges[axis];
        for (var row = 0; row < partial.Pixels.Shape[0]; row++)
        {
            for (var column = 0; column < partial.Pixels.Shape[1]; column++)
            {
                var place = new int[3];
                (place[down], place[across]) = (row, column);
                List<double> planes = [];
                for (var plane = (int)range.Start; plane < range.Stop; plane++)
                {
                    place[axis] = plane;
                    if (arrived.Any(index => Enumerable.Range(0, 3).All(i => index[i] == place[i] / chunk[i])))
                    {
                        planes.Add(double.CreateChecked(element(Value([Planes, Rows, Columns], place))));
                    }
                }

                Assert.Equal(range.Count - planes.Count, partial.Parts.MissingAt(row, column));
                Assert.Equal(planes.Count > 0 ? 0 : hasPreview ? 1 : LevelMap.Nothing, partial.Parts.LevelAt(row, column));
                var pixel = Pixel(partial, (row * partial.Pixels.Shape[1]) + column);
                if (planes.Count > 0)
                {
                    Assert.Equal(mode switch
                    {
                        ProjectionMode.Max => planes.Max(),
                        ProjectionMode.Min => planes.Min(),
                        ProjectionMode.Sum => planes.Sum(),
                        _ when partial.Pixels.DataType == DataType.Float32 => (float)(planes.Sum() / planes.Count),
                        _ => planes.Sum() / planes.Count,
                    }, pixel);
                }
                else if (!hasPreview)
                {
                    Assert.Equal(0, pixel);
                }
                else
                {
                    Assert.InRange(pixel, 1, 97 * Planes);
                }
            }
        }
    }

    private static double Pixel(PartialImage partial, int index) => partial.Pixels.DataType switch
    {
        DataType.UInt16 => MemoryMarshal.Cast<byte, ushort>(partial.Pixels.Bytes.Span)[index],
        DataType.UInt64 => MemoryMarshal.Cast<byte, ulong>(partial.Pixels.Bytes.Span)[index],
        DataType.Float32 => MemoryMarshal.Cast<byte, float>(partial.Pixels.Bytes.Span)[index],
        _ => MemoryMarshal.Cast<byte, double>(partial.Pixels.Bytes.Span)[index],
    };

    private static int Value(int[] shape, int[] place, int first = 1) =>
        first + ((((((place[0] * shape[1]) + place[1]) * shape[2]) + place[2]) * 7) % 97 % (98 - first));

    private static MemoryArray Level<T>(int[] shape, int[] chunk, int first, Func<int, T> element, DataType dataType)
        where T : unmanaged
    {
        var elements = new T[shape[0] * shape[1] * shape[2]];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = element(Value(shape, [i / shape[2] / shape[1], i / shape[2] % shape[1], i % shape[2]], first));
        }

        return new MemoryArray(MemoryMarshal.AsBytes<T>(elements).ToArray(), [.. shape.Select(static extent => (long)extent)], dataType, [.. chunk]);
    }
}
