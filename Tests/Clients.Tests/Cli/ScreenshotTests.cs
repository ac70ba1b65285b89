using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class ScreenshotTests(SampleFixture sample)
{
    [Fact]
    public async Task Screenshot_waits_andDrawsAllChannels()
    {
        var file = sample.NewFile(".png");

        var run = await CommandRun.OfAsync("screenshot", sample.Zarr, "-p", "z=50%", "-o", file);

        Assert.Equal(0, run.ExitCode);
        var picture = PngEncoder.Decode(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains(picture.Pixels.ToArray(), pixel => (pixel & 0xFFFFFF) != 0);
    }

    [Fact]
    public async Task Screenshot_ofSlowData_withNoTimeLeft_saysWhatIsMissing()
    {
        var file = sample.NewFile(".png");

        var run = await CommandRun.OfAsync(
            "screenshot", "synthetic:blobs?shape=8,64,64&delay=30s", "--timeout", "0.05", "-o", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("lacks image after 0.05 s", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Screenshot_toAnotherFormat_isAUsageError() =>
        (await CommandRun.OfAsync("screenshot", sample.Zarr, "-o", "x.jpg")).AssertFails(2, "does not end in .png");
}
