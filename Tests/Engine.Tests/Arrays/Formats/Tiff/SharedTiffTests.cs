using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

/// <summary>What the shared files say of their axes, by their own metadata.</summary>
public sealed class SharedTiffTests
{
    [Theory]
    [InlineData("multi-channel.ome.tif", "c y x", ". . .", 1, 1, 1)]
    [InlineData("xyz_8bit__mri_head.tif", "z y x", ". . .", 1, 1, 1)]
    [InlineData("xyzc_16bit__dna_conf_wf.tif", "z c y x", "micrometer . micrometer micrometer", 0.4994126016284111, 1, 0.5118778700352326)]
    [InlineData("xyt_calibrated_16bit__golgi_bfa_sum_projection.tif", "t y x", "second micrometer micrometer", 59.86, 0.3514352968960532, 0.3514352968960532)]
    [InlineData("cancer_cell_migration_crop.tif", "q y x", ". . .", 1, 1, 1)]
    [InlineData("Platynereis_tp7_channel1_rescaled_256x256x103_gt.tif", "q y x", ". . .", 1, 1, 1)]
    public async Task OpenAsync_shared_file_has_its_axes_units_and_scales(
        string file, string names, string units, double firstScale, double secondScale, double lastScale)
    {
        var image = await OpenAsync(file);
        var transform = image.LevelTransforms[0];

        Assert.Equal(names, string.Join(' ', image.Axes.Select(axis => axis.Name)));
        Assert.Equal(units, string.Join(' ', image.Axes.Select(axis => axis.Unit ?? ".")));
        Assert.Equal(firstScale, transform[0, 0], 1e-9);
        Assert.Equal(secondScale, transform[1, 1], 1e-9);
        Assert.Equal(lastScale, transform[image.Axes.Length - 1, image.Axes.Length - 1], 1e-9);
        Assert.Empty(image.Warnings);
    }

    [Fact]
    public async Task OpenAsync_OME_TIFF_of_the_shared_data_is_named_so()
    {
        var image = await OpenAsync("multi-channel.ome.tif");

        Assert.Equal("OME-TIFF", image.Format);
        Assert.Equal(3, image.Channels.Length);
        Assert.Equal([DataType.Int8], image.Levels.Select(level => level.Metadata.DataType));
    }

    private static async Task<OpenedImage> OpenAsync(string file) => await FormatRegistry.CreateDefault().OpenAsync(
        SharedData.Require(Path.Combine("data/tiff", file)), TestContext.Current.CancellationToken);
}
