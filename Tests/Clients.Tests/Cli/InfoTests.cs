using System.Text.Json;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class InfoTests(SampleFixture sample)
{
    [Fact]
    public async Task Info_ofTheSample_tellsAll()
    {
        var run = await CommandRun.OfAsync("info", sample.Zarr);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("uint16", run.Out, StringComparison.Ordinal);
        Assert.Contains("c (channel), z (space, micrometer)", run.Out, StringComparison.Ordinal);
        Assert.Contains("level 0    2 × 16 × 96 × 128, chunks 1 × 16 × 128 × 128", run.Out, StringComparison.Ordinal);
        Assert.Contains("level 2    2 × 8 × 24 × 32", run.Out, StringComparison.Ordinal);
        Assert.Contains("blosc", run.Out, StringComparison.Ordinal);
        Assert.Contains("channel 1  membranes, #f8ad20, 150 … 2600", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_asJson_saysTheSame()
    {
        var run = await CommandRun.OfAsync("info", sample.Zarr, "--json");

        using var document = JsonDocument.Parse(run.Out);
        var root = document.RootElement;
        Assert.Equal("uint16", root.GetProperty("dtype").GetString());
        Assert.Equal(3, root.GetProperty("levels").GetArrayLength());
        Assert.Equal([2, 16, 96, 128], root.GetProperty("levels")[0].GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()));
        Assert.Equal(2, root.GetProperty("levels")[0].GetProperty("data_to_world")[1][1].GetDouble());
        Assert.Equal("#20adf8", root.GetProperty("channels")[0].GetProperty("color").GetString());
    }

    [Fact]
    public async Task Info_ofAMissingPath_namesIt() => (await CommandRun.OfAsync("info", "/no/such.zarr")).AssertFails(1, "/no/such.zarr");

    [Fact]
    public async Task Info_ofAFolderThatIsNoImage_saysSo()
    {
        var folder = Directory.CreateTempSubdirectory("lamella-plain-").FullName;

        var run = await CommandRun.OfAsync("info", folder);

        run.AssertFails(1, "no format that Lamella reads");
        Directory.Delete(folder);
    }
}
