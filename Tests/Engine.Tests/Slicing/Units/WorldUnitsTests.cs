using System.Collections.Immutable;
using Lamella.Engine.Slicing.Units;
using Xunit;

namespace Lamella.Engine.Tests.Slicing.Units;

/// <summary>SLICING T11.</summary>
public sealed class WorldUnitsTests
{
    [Theory]
    [InlineData("micrometer", "length", 1e-6)]
    [InlineData("nanometer", "length", 1e-9)]
    [InlineData("meter", "length", 1)]
    [InlineData("kilometre", "length", 1e3)]
    [InlineData("angstrom", "length", 1e-10)]
    [InlineData("microns", "length", 1e-6)]
    [InlineData("second", "time", 1)]
    [InlineData("seconds", "time", 1)]
    [InlineData("millisecond", "time", 1e-3)]
    [InlineData("hours", "time", 3600)]
    [InlineData("decameter", "length", 10)]
    [InlineData(null, "pixel", 1)]
    [InlineData("", "pixel", 1)]
    [InlineData("furlong", "furlong", 1)]
    [InlineData("stonemeter", "stonemeter", 1)]
    public void Parse_ofAName_isItsDimensionAndFactor(string? name, string dimension, double factor)
    {
        var unit = PhysicalUnit.Parse(name);

        Assert.Equal((dimension, factor), (unit.Dimension, unit.Factor));
    }

    [Fact]
    public void Of_twoLayers_isTheSmallestUnitOfEachDimensionality() =>
        Assert.Equal("second,nanometer,nanometer", Names(["second", "micrometer", "micrometer"], ["micrometer", "nanometer"]));

    [Fact]
    public void Of_oneLayerOfSeveralUnits_isItsSmallest() => Assert.Equal("nanometer,nanometer", Names(["micrometer", "nanometer"]));

    [Theory]
    [InlineData("second", "micrometer")]
    [InlineData(null, "micrometer")]
    [InlineData("furlong", "micrometer")]
    public void Of_layersThatDisagreeOnWhatAnAxisMeasures_isNone(string? first, string second) =>
        Assert.Null(WorldUnits.Of([[first, "micrometer"], [second, "micrometer"]]));

    [Fact]
    public void Of_layersThatDisagreeOnAxesThatTheyDoNotShare_isStillSome() =>
        Assert.Equal("second,micrometer,micrometer", Names(["micrometer", "micrometer"], ["second", "micrometer", "micrometer"]));

    [Fact]
    public void Of_noLayers_isNone() => Assert.Null(WorldUnits.Of([]));

    [Fact]
    public void Factors_ofALayer_takeItToTheSharedUnits()
    {
        ImmutableArray<string?> layer = ["micrometer", "nanometer"];

        Assert.Equal([1000, 1], WorldUnits.Factors(layer, WorldUnits.Of([layer, ["second", "nanometer", "nanometer"]])));
    }

    [Fact]
    public void Factors_withoutSharedUnits_areOne() => Assert.Equal([1, 1], WorldUnits.Factors(["micrometer", "second"], null));

    [Fact]
    public void Factors_ofOddUnits_areTheirRatio() =>
        Assert.Equal(25.4, Assert.Single(WorldUnits.Factors(["inch"], [PhysicalUnit.Parse("millimeter")])), 12);

    private static string Names(params ImmutableArray<string?>[] layers) =>
        string.Join(',', WorldUnits.Of(layers)!.Value.Select(unit => unit.Name));
}
