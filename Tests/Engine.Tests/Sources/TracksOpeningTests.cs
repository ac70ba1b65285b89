using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Sources;

public sealed class TracksOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenTracksAsync_napari_csv_is_sorted_by_track_and_time()
    {
        var path = _folder.Write("t.csv", "ID,T,Y,X\n2,1,0,0\n1,5,1,1\n1,4,2,2\n");

        var tracks = (await TemporaryFolder.Opener.OpenTracksAsync(path, null, TestContext.Current.CancellationToken)).Data;

        Assert.Equal([1, 1, 2], tracks.TrackIds.ToArray());
        Assert.Equal([4, 5, 1], Enumerable.Range(0, 3).Select(vertex => tracks.Coordinates[vertex, 0]));
    }

    [Fact]
    public async Task OpenTracksAsync_parents_of_other_tracks_are_the_graph()
    {
        var path = _folder.Write("t.csv", "t,y,x,id,parent_id,track_id\n0,1,1,1,,1\n1,1,1,2,1,1\n2,1,1,3,2,2\n2,2,2,4,2,3\n");

        var tracks = (await TemporaryFolder.Opener.OpenTracksAsync(path, null, TestContext.Current.CancellationToken)).Data;

        Assert.Equal([new TrackEdge(2, 1), new TrackEdge(3, 1)], tracks.Graph);
    }

    [Fact]
    public async Task OpenTracksAsync_TrackMate_lineage_is_cut_where_it_branches()
    {
        var path = _folder.Write(
            "t.xml",
            """
            <TrackMate version="7"><Model><AllSpots>
            <Spot ID="1" FRAME="0" POSITION_X="1" POSITION_Y="2" POSITION_Z="3"/><Spot ID="2" FRAME="1" POSITION_X="1" POSITION_Y="2" POSITION_Z="3"/>
            <Spot ID="3" FRAME="2" POSITION_X="1" POSITION_Y="2" POSITION_Z="3"/><Spot ID="4" FRAME="2" POSITION_X="9" POSITION_Y="2" POSITION_Z="3"/>
            <Spot ID="5" FRAME="9" POSITION_X="1" POSITION_Y="2" POSITION_Z="3"/>
            </AllSpots><AllTracks><Track TRACK_ID="0"><Edge SPOT_SOURCE_ID="2" SPOT_TARGET_ID="1"/>
            <Edge SPOT_SOURCE_ID="2" SPOT_TARGET_ID="3"/><Edge SPOT_SOURCE_ID="2" SPOT_TARGET_ID="4"/></Track></AllTracks></Model></TrackMate>
            """);

        var opened = await TemporaryFolder.Opener.OpenTracksAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal([0, 0, 1, 2], opened.Data.TrackIds.ToArray());
        Assert.Equal([new TrackEdge(1, 0), new TrackEdge(2, 0)], opened.Data.Graph);
        Assert.Contains("1 of 5 spots", Assert.Single(opened.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenTracksAsync_real_lineage_keeps_every_edge()
    {
        var path = SharedData.Require("data", "points", "mamut_neuroblast.xml");

        var tracks = (await TemporaryFolder.Opener.OpenTracksAsync(path, null, TestContext.Current.CancellationToken)).Data;

        var within = Enumerable.Range(0, tracks.Count).Count(tracks.IsConnected);
        Assert.Equal(2424, within + tracks.Graph.Length);
    }

    [Theory]
    [InlineData("<TrackMate><Spot ID=\"1\" FRAME=\"x\" POSITION_X=\"1\" POSITION_Y=\"2\" POSITION_Z=\"3\"/></TrackMate>", "line 1")]
    [InlineData("<TrackMate>\n<Edge SPOT_SOURCE_ID=\"7\" SPOT_TARGET_ID=\"8\"/></TrackMate>", "line 2")]
    [InlineData("<TrackMate>\n\n<Spot", "line 3")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><TrackMate/>", "not well-formed")]
    public async Task OpenTracksAsync_damaged_XML_is_refused_with_its_line(string content, string place)
    {
        var path = _folder.Write("t.xml", content);

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenTracksAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ID,T,Y,X\n1.5,0,0,0\n")]
    [InlineData("ID,T,Y,X\n1,nan,0,0\n")]
    [InlineData("ID,Y,X\n1,0,0\n")]
    [InlineData("T,Y,X\n1,0,0\n")]
    public async Task OpenTracksAsync_table_that_holds_no_tracks_is_refused(string content)
    {
        var path = _folder.Write("t.csv", content);

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await TemporaryFolder.Opener.OpenTracksAsync(path, null, TestContext.Current.CancellationToken));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }
}
