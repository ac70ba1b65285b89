using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Tests.Slicing;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class ImageGoldenTests
{
    [Fact]
    public Task Images_inAnyChunks_areSlicedAsNapariSlicesThem() => GoldenRun.FamilyAsync("img", CheckAsync, CheckDifferenceAsync);

    [Fact]
    public Task Labels_inAnyChunks_areSlicedAsNapariSlicesThem() => GoldenRun.FamilyAsync("lab", CheckAsync);

    private static async Task CheckAsync(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        if (golden.Expect.Get("construct_error") is not null)
        {
            var error = Assert.Throws<LamellaException>(() => GoldenImages.Data(layer, GoldenImages.Cuts[0]));
            Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
            return;
        }

        foreach (var (cut, seed) in GoldenImages.Cuts.Select((cut, seed) => (cut, seed)))
        {
            var data = GoldenImages.Data(layer, cut);
            using var slice = await SliceAsync(golden, data, seed);
            GoldenImages.AssertSlice(golden.Expect, slice);
        }
    }

    /// <summary>Margins are lengths, so mirrored axes have the slab of upright ones; cancelling shears warn (docs/differences.md).</summary>
    private static async Task CheckDifferenceAsync(GoldenCase golden)
    {
        var data = GoldenImages.Data(golden.Json.GetProperty("layer"), GoldenImages.Cuts[1]);
        using var slice = await SliceAsync(golden, data, seed: 1);
        if (golden.Tags.Contains("quirk_cancelling"))
        {
            Assert.Equal("non_orthogonal", Assert.Single(slice.Warnings).Code);
            GoldenImages.AssertArray(golden.Expect.GetProperty("image"), slice.Image, "image");
            return;
        }

        Assert.Contains("upstream_bug", golden.Tags);
        Assert.False(slice.IsEmpty);
        Assert.Equal([new AxisSlab(2, 5)], slice.Index.Where(range => range is not null).Select(range => new AxisSlab(range!.Value.Start, range.Value.Stop)));
        Assert.Equal(1, slice.Request.Input.MarginLeft[0]);
        Assert.Equal(1, slice.Request.Input.MarginRight[0]);
    }

    private static async Task<ImageSlice> SliceAsync(GoldenCase golden, ImageLayerData data, int seed)
    {
        var state = GoldenImages.State(golden.Json.GetProperty("layer"), data.Ndim);
        var request = ImageSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims());
        return await ImageSlicing.SliceAsync(request, new ShufflingReader(seed), TestContext.Current.CancellationToken);
    }

    private readonly record struct AxisSlab(long Start, long Stop);
}
