using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Sdk.Layers;
using Xunit;

namespace Lamella.Clients.Tests.Sdk;

public sealed class LayerTextTests
{
    [Theory]
    [InlineData("cells.csv", null, "cells.csv", "")]
    [InlineData("points:cells.csv,size=4,color=red", LayerKind.Points, "cells.csv", "color,size")]
    [InlineData("labels:s3://bucket/a.zarr,contour=1", LayerKind.Labels, "s3://bucket/a.zarr", "contour")]
    [InlineData("synthetic:blobs?shape=8,64,64&delay=30s", null, "synthetic:blobs?shape=8,64,64&delay=30s", "")]
    [InlineData("synthetic:blobs?shape=8,64,64,opacity=0.5", null, "synthetic:blobs?shape=8,64,64", "opacity")]
    [InlineData("a,b=c.zarr", null, "a,b=c.zarr", "")]
    [InlineData("C:\\data\\a.zarr", null, "C:\\data\\a.zarr", "")]
    public void Parse_ofALayer_takesItApart(string text, LayerKind? kind, string uri, string given)
    {
        var layer = LayerText.Parse(text);

        Assert.Equal((kind, uri, given), (layer.Kind, layer.Uri, string.Join(',', layer.Settings.Given)));
    }

    [Theory]
    [InlineData("labels:")]
    [InlineData("points:,size=3")]
    public void Parse_withoutASource_isInvalid(string text) =>
        Assert.Equal(LamellaErrorCode.InvalidArgument, Assert.Throws<LamellaException>(() => LayerText.Parse(text)).Code);

    [Fact]
    public void Create_ofPoints_setsWhatWasWritten()
    {
        var settings = LayerText.Parse("p,size=4,symbol=triangle-up,color-by=gene,colormap=magma,border=#102030,out-of-slice=yes,scale=2:1:0.5,name=x").Settings;

        var spec = Assert.IsType<PointsLayerSpec>(LayerSpecs.Create(LayerKind.Points, "p", settings));

        Assert.Equal((4, PointSymbol.TriangleUp, true, "x"), (spec.Size, spec.Symbol, spec.OutOfSliceDisplay, spec.Name));
        Assert.Equal(("gene", "magma", "#102030"), (spec.FaceColor.Feature, spec.FaceColor.Colormap, spec.BorderColor.Color));
        Assert.Equal([2, 1, 0.5], spec.Transform!.Scale);
    }

    [Fact]
    public void Create_ofLabels_ofASelectedOne_showsItAlone()
    {
        var spec = Assert.IsType<LabelsLayerSpec>(LayerSpecs.Create(LayerKind.Labels, "l", LayerText.Parse("l,selected=7,contour=2,seed=0.25").Settings));

        Assert.Equal((7, true, 2, 0.25, 0.7), (spec.SelectedLabel, spec.ShowSelectedLabel, spec.Contour, spec.Seed, spec.Opacity));
    }

    [Theory]
    [InlineData(LayerKind.Vectors, "length=2,width=3,color=red")]
    [InlineData(LayerKind.Shapes, "edge=red,width=3,color=blue")]
    [InlineData(LayerKind.Surface, "colormap=viridis,contrast=0:2,gamma=0.5")]
    [InlineData(LayerKind.Tracks, "tail=3,head=4,width=2")]
    [InlineData(LayerKind.Image, "contrast=0:2,gamma=0.5,blending=additive,visible=no")]
    public void Create_withItsOwnSettings_differsFromTheDefault(LayerKind kind, string settings)
    {
        var plain = LayerSpecs.Create(kind, "x", LayerText.Parse("x").Settings);

        var spec = LayerSpecs.Apply(plain, LayerText.Parse($"x,{settings}").Settings);

        Assert.NotEqual(plain, spec);
    }

    [Theory]
    [InlineData("size=big")]
    [InlineData("symbol=heart")]
    [InlineData("out-of-slice=perhaps")]
    [InlineData("scale=1:x")]
    [InlineData("blending=mixed")]
    [InlineData("contour=1")]
    public void Create_withAValueThatCannotBe_isInvalid(string setting) =>
        Assert.Equal(
            LamellaErrorCode.InvalidArgument,
            Assert.Throws<LamellaException>(() => LayerSpecs.Create(LayerKind.Points, "p", LayerText.Parse($"p,{setting}").Settings)).Code);

    [Fact]
    public void Apply_ofPercentiles_isInvalid()
    {
        var settings = LayerText.Parse("x,contrast=1%:99.9%").Settings;

        Assert.All([LayerKind.Image, LayerKind.Surface], kind => Assert.Contains(
            "percentiles", Assert.Throws<LamellaException>(() => LayerSpecs.Create(kind, "x", settings)).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contrast=4:1")]
    [InlineData("contrast=1%:101%")]
    [InlineData("contrast=5")]
    public void Contrast_thatDoesNotAscend_isInvalid(string setting) =>
        Assert.Equal(
            LamellaErrorCode.InvalidArgument,
            Assert.Throws<LamellaException>(() => LayerText.Parse($"i,{setting}").Settings.Contrast()).Code);
}
