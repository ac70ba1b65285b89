using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Tracks;
using Xunit;

namespace Lamella.Engine.Tests.Goldens;

public sealed class TracksGoldenTests
{
    [Fact]
    public Task Tracks_atAnyTime_areAsNapariHasThem() => GoldenRun.FamilyAsync("tracks", Check);

    private static void Check(GoldenCase golden)
    {
        var rows = golden.Json.GetProperty("layer").GetProperty("rows");
        var columns = rows[0].GetArrayLength();
        var table = CoordinateTable.FromRows(rows.Flat().AsSpan(), columns);
        var data = new TracksLayerData(table.Columns[0], CoordinateTable.Create(table.Columns[1..]));
        var state = new TracksSliceState { DataToWorld = golden.Json.GetProperty("layer").LayerTransform().DataToWorld(data.Ndim) };

        var slice = TracksSlicing.Slice(
            TracksSlicing.MakeSliceRequest(data, state, golden.Json.GetProperty("dims").Dims()), TestContext.Current.CancellationToken);

        var (expect, displayed) = (golden.Expect, slice.Request.Input.Displayed.Length);
        Assert.Equal(expect.GetProperty("displayed").Ints(), slice.Request.Input.Displayed);
        GoldenJson.AssertClose(
            expect.GetProperty("sorted_data").Flat(),
            Enumerable.Range(0, data.Count).SelectMany(vertex =>
                Enumerable.Range(0, data.Ndim).Select(axis => data.Coordinates[vertex, axis]).Prepend(data.TrackIds[vertex])),
            0,
            "sorted_data");
        GoldenJson.AssertClose([expect.GetProperty("current_time").Number()], [slice.CurrentTime], 1e-9, "current_time");
        Assert.Equal(expect.GetProperty("track_connex").EnumerateArray().Select(item => item.GetBoolean()), slice.Connected);

        // napari turns the displayed coordinates around, and adds a z of 0 where there are but two.
        GoldenItems.AssertArray(
            expect.GetProperty("view_data_xyz"),
            Enumerable.Range(0, slice.Count).SelectMany(i =>
                slice.Positions.Skip(i * displayed).Take(displayed).Reverse().Concat(Enumerable.Repeat(0.0, 3 - displayed))),
            "view_data_xyz");
    }
}
