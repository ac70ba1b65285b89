using System.Runtime.InteropServices;
using CsCheck;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Images;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Images;

public sealed class ImagePickingTests
{
    private static readonly ImageLayerData Data = ImageLayerData.FromArrays([
        new CutArray(
            MemoryMarshal.AsBytes<int>([.. Enumerable.Range(0, 4 * 5 * 6)]).ToArray(), [4, 5, 6], DataType.Int32, [2, 3, 4]),
    ]);

    private static readonly AffineTransform ToWorld =
        new LayerTransform { Scale = [2, 0.5, 1], Translate = [10, 0, -3], Rotate = [30] }.DataToWorld(3);

    [Fact]
    public void FromSlice_anywhere_agreesWithTheData() => Gen.Select(Gen.Int[0, 3], Gen.Double[-1, 6], Gen.Double[-1, 7]).Sample((z, y, x) =>
    {
        var place = ToWorld.DataToWorld(new DataPoint([z, y, x]));
        using var slice = Slice(place);

        var shown = ImagePicking.FromSlice(slice, place);

        return Equals(shown, FromData(place));
    });

    [Fact]
    public void FromDataAsync_atAnElement_isThatElement() =>
        Assert.Equal([(2 * 30) + (4 * 6) + 5.0], FromData(ToWorld.DataToWorld(new DataPoint([2, 4, 5])))!.Numbers);

    [Fact]
    public void FromDataAsync_beyondTheData_isNothing() =>
        Assert.Null(FromData(ToWorld.DataToWorld(new DataPoint([2, 4, 5.6]))));

    private static ImageSlice Slice(WorldPoint place)
    {
        var dims = Dims.Create(3, range: [new(-99, 99, 1), new(-99, 99, 1), new(-99, 99, 1)], point: place.Coordinates);
        var request = ImageSlicing.MakeSliceRequest(Data, new ImageSliceState { DataToWorld = ToWorld }, dims);
        return Finished(ImageSlicing.SliceAsync(request, new ShufflingReader(1), TestContext.Current.CancellationToken));
    }

    private static PickedValue? FromData(WorldPoint place) => Finished(
        ImagePicking.FromDataAsync(Data, ToWorld, place, new ShufflingReader(1), TestContext.Current.CancellationToken));

    /// <summary>The reader delivers on this thread, before it returns.</summary>
    private static T Finished<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Not at once.");
}
