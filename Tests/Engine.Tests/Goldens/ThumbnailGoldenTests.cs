using System.Text.Json;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Thumbnails;
using Lamella.Engine.Tests.Slicing;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class ThumbnailGoldenTests
{
    [Fact]
    public Task Zoom_ofAnySize_picksTheRowsThatNapariPicks() => GoldenRun.FamilyAsync("thumb_zoom", golden =>
    {
        var shape = golden.Json.GetProperty("input").GetProperty("image_shape").Ints();

        var zoom = ThumbnailZoom.Fit(shape[0], shape[1], Thumbnail.Side);

        GoldenJson.AssertClose(golden.Expect.GetProperty("zoom").Flat(), [zoom.Zoom.Rows, zoom.Zoom.Columns], 1e-9, "zoom");
        Assert.Equal(golden.Expect.GetProperty("out_shape").Ints(), [zoom.Rows.Length, zoom.Columns.Length]);
        AssertRows(golden.Expect.GetProperty("row_source_index"), zoom);
    });

    [Fact]
    public Task ContrastLimits_ofAnyData_areAsNapariHasThem() => GoldenRun.FamilyAsync("contrast", golden =>
    {
        var limits = Limits(GoldenImages.Data(golden.Json.GetProperty("layer"), GoldenImages.Cuts[0]));

        GoldenJson.AssertClose(golden.Expect.GetProperty("contrast_limits").Flat(), [limits.Start, limits.End], 1e-9, "contrast_limits");
    });

    [Fact]
    public Task Thumbnails_ofAnyImage_areAsNapariDrawsThem() => GoldenRun.FamilyAsync(
        "thumbnail",
        async golden => Assert.True(Worst(golden, await DrawAsync(golden), exceptBlackEdge: false) <= Tolerance(golden), "other pixels"),
        async golden => Assert.True(Worst(golden, await DrawAsync(golden), exceptBlackEdge: true) <= Tolerance(golden), "other pixels inside"));

    private static async Task<RgbaImage> DrawAsync(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        var data = GoldenImages.Data(layer, GoldenImages.Cuts[1]);
        var limits = layer.Get("contrast_limits") is { } given
            ? new ContrastLimits(given[0].Number(), given[1].Number())
            : Limits(data);
        GoldenJson.AssertClose(golden.Expect.GetProperty("contrast_limits").Flat(), [limits.Start, limits.End], 1e-9, "contrast_limits");
        var state = GoldenImages.State(layer, data.Ndim) with { WithThumbnail = true };
        var request = ImageSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims());
        using var slice = await ImageSlicing.SliceAsync(request, new ShufflingReader(0), TestContext.Current.CancellationToken);

        return Thumbnail.Of(slice, new ThumbnailStyle(
            limits, ColormapCatalog.Gray, layer.Get("gamma")?.Number() ?? 1, layer.Get("opacity")?.Number() ?? 1));
    }

    private static void AssertRows(JsonElement expected, ThumbnailZoom zoom) =>
        // Where the last index fell beyond the picture, napari recorded the fill value; Lamella clamps it (TH2).
        Assert.Equal(expected.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Null ? -1 : row.GetInt32()), zoom.Rows);

    private static int Tolerance(GoldenCase golden) => golden.Json.GetProperty("tolerance_u8").GetInt32();

    /// <summary>
    /// The largest difference of any component; where asked, without the last row or column of the picture, if napari left
    /// it black by an error in the last bit and Lamella did not (docs/differences.md, TH2).
    /// </summary>
    private static int Worst(GoldenCase golden, RgbaImage thumbnail, bool exceptBlackEdge)
    {
        var expected = GoldenFile.Bytes($"dev/{golden.Expect.GetProperty("thumbnail").GetProperty("bin").GetString()}");
        Assert.Equal(expected.Length, thumbnail.Bytes.Length);
        var (lastRow, lastColumn) = (Last(thumbnail, pixel => pixel / Thumbnail.Side), Last(thumbnail, pixel => pixel % Thumbnail.Side));
        var worst = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var pixel = i / 4;
            var isEdge = pixel / Thumbnail.Side == lastRow || pixel % Thumbnail.Side == lastColumn;
            if (!exceptBlackEdge || !isEdge || (i % 4 < 3 && expected[i] != 0))
            {
                worst = Math.Max(worst, Math.Abs(expected[i] - thumbnail.Bytes[i]));
            }
        }

        return worst;
    }

    private static int Last(RgbaImage thumbnail, Func<int, int> place) =>
        Enumerable.Range(0, thumbnail.Pixels.Length).Where(pixel => (thumbnail.Pixels[pixel] & 0xFFFFFF) != 0).Select(place).DefaultIfEmpty(-1).Max();

    private static ContrastLimits Limits(ImageLayerData data)
    {
        var coarsest = (CutArray)data.Levels[^1];
        using var whole = SlicedArray.Rent(coarsest.Metadata.Shape.AsSpan(), data.DataType, SliceLimits.Default);
        coarsest.All.CopyTo(whole.Writable);
        return ImageContrast.Of(whole);
    }
}
