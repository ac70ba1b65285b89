using System.Buffers;
using System.Reflection;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Serialization;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using MessagePack;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Lamella.Contracts.Tests.Serialization;

public sealed class WireFormatTests
{
    public static TheoryData<string> Names => [.. WireSamples.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void ToBytes_ofASample_givesTheBytesOfVersion1(string name)
    {
        var golden = ReadGolden(name);

        Assert.Equal(golden, Convert.ToHexStringLower(WireSamples.Get(name).Write()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_ofTheBytesOfVersion1_losesNothing(string name)
    {
        var golden = Convert.FromHexString(ReadGolden(name));

        Assert.Equal(golden, WireSamples.Get(name).Rewrite(golden));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OrleansSerializer_ofASample_losesNothing(string name)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var sample = WireSamples.Get(name);

        var copy = serializer.Deserialize<object>(serializer.SerializeToArray(sample.Value));

        var written = sample.Value is ViewerEvent ? WireFormat.ToBytes((ViewerEvent)copy!)
            : sample.Value is ViewerSnapshot ? WireFormat.ToBytes((ViewerSnapshot)copy!)
            : WireFormat.ToBytes((StoredViewer)copy!);
        Assert.Equal(sample.Write(), written);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_ofAnyPrefix_isAnErrorOfTheFamily(string name)
    {
        var bytes = WireSamples.Get(name).Write();

        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.Throws<LamellaException>(() => WireSamples.Get(name).Rewrite(bytes[..length])));
    }

    [Fact]
    public void Read_withFieldsOfANewerProgram_ignoresThem()
    {
        var written = WireFormat.ToBytes<ViewerEvent>(new SliceReady(new ViewerId("v"), new(1, 2), 3, []));
        var longer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(longer);
        writer.WriteRaw(written.AsSpan(0, 4));
        writer.WriteArrayHeader(5);
        writer.WriteRaw(written.AsSpan(5));
        writer.Write("a field that does not exist yet");
        writer.Flush();

        var read = WireFormat.Read<ViewerEvent>(new ReadOnlySequence<byte>(longer.WrittenMemory));

        Assert.Equal(3, Assert.IsType<SliceReady>(read).Number);
    }

    /// <summary>As written before parts told of missing planes.</summary>
    [Fact]
    public void Read_ofALevelMapWithoutMissingPlanes_lacksNone()
    {
        const string Parts = "9392922041", OlderParts = "9292922041", MissingPlanes = "920307";
        var written = Convert.ToHexStringLower(WireSamples.Get("layer-slice-ready").Write());
        Assert.EndsWith(MissingPlanes, written, StringComparison.Ordinal);
        var older = written[..^MissingPlanes.Length].Replace(Parts, OlderParts, StringComparison.Ordinal);

        var read = WireFormat.Read<ViewerEvent>(new ReadOnlySequence<byte>(Convert.FromHexString(older)));

        var map = Assert.IsType<ImageSliceResponse>(Assert.IsType<LayerSliceReady>(read).Response).Parts!;
        Assert.Equal((1, 0), (map.LevelAt(0, 0), map.MissingAt(0, 0)));
        Assert.Equal(new LevelMap(map.Ends, map.Levels), map);
    }

    [Fact]
    public void Read_ofAViewerStoredBeforeThereWereStamps_hasAllElse()
    {
        var stored = WireFormat.Read<StoredViewer>(new(Convert.FromHexString(ReadGolden("stored-viewer-without-stamps"))));

        Assert.Equal((7, "Nuclei", null), (stored.Epoch, Assert.Single(stored.Layers).Spec.Name, stored.LinkedPoint));
        Assert.True(stored.LayerStamps.IsDefaultOrEmpty);
        Assert.Equal(LinkedParts.Point | LinkedParts.Layers, Assert.Single(stored.Links).Parts);
    }

    [Fact]
    public void Read_ofVectorsFromBeforeTheirStyle_areLines()
    {
        var golden = Convert.FromHexString(ReadGolden("layers-changed-before-vector-style"));

        var read = Assert.IsType<LayersChanged>(WireFormat.Read<ViewerEvent>(new ReadOnlySequence<byte>(golden)));

        Assert.Equal(
            LayerSamples.Specs.Select(static spec => spec is VectorsLayerSpec vectors ? vectors with { VectorStyle = VectorStyle.Line } : spec),
            read.Layers);
    }

    [Fact]
    public void Read_ofANewerVersion_saysToUpdate()
    {
        var bytes = WireFormat.ToBytes<ViewerEvent>(new SliceReady(new ViewerId("v"), new(1, 2), 3, []));
        bytes[1] = 2;

        var error = Assert.Throws<LamellaException>(() => WireFormat.Read<ViewerEvent>(new ReadOnlySequence<byte>(bytes)));

        Assert.Equal(LamellaErrorCode.Unsupported, error.Code);
    }

    [Fact]
    public void EveryViewerEvent_hasASample()
    {
        var events = typeof(ViewerEvent).GetCustomAttributes<UnionAttribute>().Select(union => union.SubType);

        Assert.Equal(
            events.OrderBy(type => type.Name),
            WireSamples.Names.Select(name => WireSamples.Get(name).Value.GetType()).Where(type => type.IsSubclassOf(typeof(ViewerEvent))).Distinct()
                .OrderBy(type => type.Name));
    }

    private static string ReadGolden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Serialization", "v1", name + ".hex")).Trim();
}
