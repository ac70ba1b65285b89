using Lamella.Contracts.Notices;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Streams;
using Xunit;

namespace Lamella.Contracts.Tests.Notices;

public sealed class NoticeBatchTests
{
    /// <summary>What Orleans' serializer of version 10.4 wrote for <see cref="Sample"/>; silos and clients of different builds talk.</summary>
    private const string Version1 =
        "3001f7c4486c296c616d656c6c612e6e6f746963652d6261746368e82040216c616d656c6c612e7669657765727631011d61"
        + "9257e751e001a921200003310181bd43d3276c616d656c6c612e736c6963652d7265616479e820e840057631e021e8001d01"
        + "a9e0010de8e82020e0e0e0e0e0210103410b747261636548050374e0e0";

    private static readonly NoticeBatch Sample = new(
        StreamId.Create("lamella.viewer", "v1"),
        42,
        [new SliceReady(new ViewerId("v1"), new Revision(7, 42), 3, [])],
        new Dictionary<string, object> { ["trace"] = "t" });

    private readonly Serializer _serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void OrleansSerializer_ofABatch_givesTheBytesOfVersion1() =>
        Assert.Equal(Version1, Convert.ToHexStringLower(_serializer.SerializeToArray<IBatchContainer>(Sample)));

    [Fact]
    public void OrleansSerializer_ofTheBytesOfVersion1_losesNothing()
    {
        var read = Assert.IsType<NoticeBatch>(_serializer.Deserialize<IBatchContainer>(Convert.FromHexString(Version1)));

        Assert.Equal((Sample.StreamId, Sample.Sequence), (read.StreamId, read.Sequence));
        Assert.Equal("t", read.Context!["trace"]);
        var happened = Assert.IsType<SliceReady>(Assert.Single(read.Events));
        Assert.Equal((new Revision(7, 42), 3), (happened.Revision, happened.Number));
    }

    [Fact]
    public void GetEvents_givesThoseOfTheTypeInOrder_withTokensThatGrow()
    {
        var batch = new NoticeBatch(Sample.StreamId, 5, [1L, "other", 2L], null);

        var events = batch.GetEvents<long>().ToList();

        Assert.Equal([1L, 2L], events.Select(pair => pair.Item1));
        Assert.True(events[1].Item2.Newer(events[0].Item2));
        Assert.Equal(batch.SequenceToken, events[0].Item2);
    }

    [Fact]
    public void ImportRequestContext_ofABatchWithoutOne_changesNothing() =>
        Assert.False((Sample with { Context = null }).ImportRequestContext());
}
