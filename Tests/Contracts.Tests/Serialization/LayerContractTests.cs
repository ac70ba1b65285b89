using System.Reflection;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Serialization;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using MessagePack;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Lamella.Contracts.Tests.Serialization;

/// <summary>What layers that are no images say on the wire.</summary>
public sealed class LayerContractTests
{
    // Orleans' bytes of version 1 of what only grain calls carry.
    private const string ValueV1 =
        "20e820e8400b63656c6c73e00103010921200009010f000100110001e0e021200005810000000000001c40800000000000002040e0e001200000000080412561206368756e6b2069732064616d61676564e0";

    public static TheoryData<string> Specs => [.. LayerSamples.Specs.Select(spec => spec.Name)];

    public static TheoryData<string> Responses => [.. LayerSamples.Responses.Select(response => response.GetType().Name)];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Spec_throughBothSerializers_isTheSame(string name)
    {
        var spec = LayerSamples.Specs.Single(sample => sample.Name == name);

        Assert.Equal(spec, Copy(spec));
        Assert.Equal(spec, Assert.Single(Assert.IsType<LayersChanged>(
            WireFormat.Read<ViewerEvent>(new(WireFormat.ToBytes<ViewerEvent>(new LayersChanged(new("v"), default, 1, [spec]))))).Layers));
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public void Response_throughBothSerializers_losesNothing(string name)
    {
        var response = LayerSamples.Responses.Single(sample => sample.GetType().Name == name);
        var bytes = Bytes(response);

        Assert.Equal(bytes, Bytes(Copy(response)));
        Assert.Equal(bytes, Bytes(Assert.Single(Assert.IsType<SliceReady>(WireFormat.Read<ViewerEvent>(new(bytes))).Responses)));
    }

    [Fact]
    public void Value_throughOrleans_isTheSame() => Assert.Equal(LayerSamples.Value, Copy(LayerSamples.Value));

    [Fact]
    public void ValueRequest_throughOrleans_isTheSame() => Assert.Equal(LayerSamples.ValueRequest, Copy(LayerSamples.ValueRequest));

    [Fact]
    public void Thumbnail_throughOrleans_isTheSame()
    {
        var thumbnail = new LayerThumbnail(new LayerId("cells"), [.. Enumerable.Range(0, 4096).Select(i => (byte)i)]);

        Assert.Equal(thumbnail, Copy(thumbnail));
    }

    [Fact]
    public void Value_ofVersion1_isStillRead()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();

        Assert.Equal(LayerSamples.Value, services.GetRequiredService<Serializer>().Deserialize<LayerValue>(Convert.FromHexString(ValueV1)));
        Assert.Equal(ValueV1, Convert.ToHexStringLower(services.GetRequiredService<Serializer>().SerializeToArray(LayerSamples.Value)));
    }

    [Fact]
    public void EveryLayerType_hasASample()
    {
        var types = typeof(LayerSpec).GetCustomAttributes<UnionAttribute>().Select(union => union.SubType).Where(type => type != typeof(ImageLayerSpec));
        var responses = typeof(LayerSliceResponse).GetCustomAttributes<UnionAttribute>().Select(union => union.SubType).Where(type => type != typeof(ImageSliceResponse));

        Assert.Equal(types.ToHashSet(), LayerSamples.Specs.Select(spec => spec.GetType()).ToHashSet());
        Assert.Equal(responses.ToHashSet(), LayerSamples.Responses.Select(response => response.GetType()).ToHashSet());
    }

    [Fact]
    public void EveryFieldOfTheSamples_isSet()
    {
        foreach (var spec in LayerSamples.Specs)
        {
            var plain = (LayerSpec)Activator.CreateInstance(spec.GetType())!;
            foreach (var property in spec.GetType().GetProperties().Where(property => property.GetCustomAttribute<KeyAttribute>() is not null))
            {
                Assert.False(Equals(property.GetValue(spec), property.GetValue(plain)), $"{spec.Name}: {property.Name} is at its default");
            }
        }
    }

    private static byte[] Bytes(LayerSliceResponse response) =>
        WireFormat.ToBytes<ViewerEvent>(new SliceReady(new("v"), default, 1, [response]));

    private static T Copy<T>(T value)
        where T : notnull
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }
}
