using System.Collections.Immutable;
using System.Text.Json;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Multiscale;
using Lamella.Engine.Tests.Slicing;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class MultiscaleGoldenTests
{
    [Fact]
    public Task Levels_ofEveryCanvas_areChosenAsNapariChoosesThem() => GoldenRun.FamilyAsync("level", golden =>
    {
        var input = golden.Json.GetProperty("input");
        ImmutableArray<ImmutableArray<long>> shapes =
            [.. input.GetProperty("level_shapes").EnumerateArray().Select(shape => shape.Longs())];
        ImmutableArray<ImmutableArray<double>> factors =
            [.. shapes.Select(shape => ImmutableArray.CreateRange(shapes[0].Zip(shape, (finest, n) => (double)finest / n)))];
        var (low, high) = (input.GetProperty("corners")[0].Longs(), input.GetProperty("corners")[1].Longs());

        var level = LevelChoice.Level(
            factors, low.AsSpan(), high.AsSpan(), input.GetProperty("shape_threshold").Ints().AsSpan());
        var corners = LevelChoice.CornersAtLevel(low.AsSpan(), high.AsSpan(), factors[level]);

        GoldenJson.AssertClose(golden.Expect.GetProperty("downsample_factors").Flat(), factors.SelectMany(f => f), 1e-9, "factors");
        Assert.Equal(golden.Expect.GetProperty("level").GetInt32(), level);
        AssertCorners(golden.Expect.GetProperty("corners_at_level"), corners);
    });

    [Fact]
    public Task Corners_ofEveryChunkGrid_areExpandedAsNapariExpandsThem() => GoldenRun.FamilyAsync("chunk_expand", golden =>
    {
        var input = golden.Json.GetProperty("input");
        var (low, high) = (input.GetProperty("corners")[0].Longs().ToArray(), input.GetProperty("corners")[1].Longs().ToArray());
        foreach (var axis in input.GetProperty("axes").Ints())
        {
            var chunks = input.GetProperty("chunks")[axis];
            (low[axis], high[axis]) = chunks.ValueKind == JsonValueKind.Array
                ? ChunkBoundaries.Expand(low[axis], high[axis], chunks.Ints().AsSpan())
                : ChunkBoundaries.Expand(low[axis], high[axis], chunks.GetInt32(), input.GetProperty("shape")[axis].GetInt64());
        }

        AssertCorners(golden.Expect.GetProperty("corners"), new CornerPixels([.. low], [.. high]));
    });

    [Fact]
    public Task MultiscaleImages_afterEveryDraw_areSlicedAsNapariSlicesThem() => GoldenRun.FamilyAsync("multiscale", CheckAsync);

    private static async Task CheckAsync(GoldenCase golden)
    {
        var layer = golden.Json.GetProperty("layer");
        // Chunks of part of a level would widen the tiles (M4); napari's arrays had none.
        var data = GoldenImages.Data(layer, GoldenImages.Cuts[0]);
        var state = GoldenImages.State(layer, data.Ndim) with { WithThumbnail = true };
        var dims = golden.Json.GetProperty("dims").Dims();
        var input = SliceInput.From(dims, state.DataToWorld);
        // The layers were made before the dims were set, so they began with the axes displayed then (M7).
        var construction = SliceInput.From(Contracts.Geometry.Dims.Create(data.Ndim), state.DataToWorld);
        var set = golden.Json.Get("set");
        var locked = set?.Get("locked_data_level")?.GetInt32();
        var view = set?.Get("data_level") is { } level
            ? new MultiscaleView(
                level.GetInt32(),
                new CornerPixels(set.Value.GetProperty("corner_pixels")[0].Longs(), set.Value.GetProperty("corner_pixels")[1].Longs()))
            : LevelChoice.Initial(data, dims.Ndisplay == 3 ? input : construction);
        var draws = golden.Json.Get("draws")?.EnumerateArray().ToArray() ?? [];
        for (var i = 0; i < draws.Length; i++)
        {
            var corners = draws[i].GetProperty("corner_pixels_world_displayed");
            view = LevelChoice.Draw(
                data, input, view, corners[0].Doubles().AsSpan(), corners[1].Doubles().AsSpan(),
                draws[i].GetProperty("shape_threshold").Ints().AsSpan(), locked);
            var after = golden.Expect.GetProperty("after_each_draw")[i];
            Assert.Equal(after.GetProperty("data_level").GetInt32(), view.Level);
            AssertCorners(after.GetProperty("corner_pixels"), view.Corners);
        }

        var request = ImageSlicing.MakeSliceRequest(data, state with { View = view, LockedLevel = locked }, dims);
        using var slice = await ImageSlicing.SliceAsync(request, new ShufflingReader(0), TestContext.Current.CancellationToken);
        GoldenImages.AssertSlice(golden.Expect, slice);
        GoldenImages.AssertArray(golden.Expect.GetProperty("thumbnail_source"), slice.ThumbnailSource, "thumbnail_source");
    }

    private static void AssertCorners(JsonElement expected, CornerPixels actual)
    {
        Assert.Equal(expected[0].Longs(), actual.Low);
        Assert.Equal(expected[1].Longs(), actual.High);
    }
}
