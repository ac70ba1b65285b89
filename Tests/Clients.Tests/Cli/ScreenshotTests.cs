using Lamella.Engine.Rendering;
using Lamella.Tests;
using Lamella.Tests.Http;
using Microsoft.Extensions.Time.Testing;
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

        // By this clock opening takes no time, whatever the machine is busy with.
        var run = await CommandRun.OfAsync(
            new FakeTimeProvider(), "screenshot", "synthetic:blobs?shape=8,64,64&delay=30s", "--timeout", "0.05", "-o", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "lacks image (synthetic:blobs?shape=8,64,64&delay=30s): slicing was not over after 0.05 s, of which opening took 0 s; give a longer --timeout",
            run.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("screenshot")]
    [InlineData("slice")]
    public async Task TimeLimit_whileTheSourceDoesNotOpen_endsWithItsUri(string command)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new LoopbackServer(async (_, _, token) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        var (clock, uri) = (new FakeTimeProvider(), $"{server.Root}silent.zarr");

        var running = CommandRun.OfAsync(clock, command, uri, "--timeout", "20", "-o", sample.NewFile(".png"));
        await await Task.WhenAny(asked.Task, running);
        clock.Advance(TimeSpan.FromSeconds(20));

        (await running).AssertFails(1, $"{uri} was not open after 20 s; give a longer --timeout.");

        // Nobody looks into it any more, so that nothing is asked for again where the server is silent.
        Assert.Distinct(server.Requests.Select(static request => request.Target));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public async Task TimeLimit_thatIsNone_isAUsageError(string seconds) =>
        (await CommandRun.OfAsync("screenshot", sample.Zarr, "--timeout", seconds, "-o", "x.png")).AssertFails(2, "give seconds above 0");

    [Fact]
    public async Task Screenshot_toAnotherFormat_isAUsageError() =>
        (await CommandRun.OfAsync("screenshot", sample.Zarr, "-o", "x.jpg")).AssertFails(2, "does not end in .png");

    [Fact]
    public async Task Screenshot_ofLayersOfAllKinds_drawsThemInTheirOrder()
    {
        var (points, vectors, shapes, file) = (sample.NewFile(".csv"), sample.NewFile(".csv"), sample.NewFile(".csv"), sample.NewFile(".png"));
        await File.WriteAllTextAsync(points, "z,y,x\n16,60,60\n3,20,100\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(vectors, "z,y,x,dz,dy,dx\n16,100,20,0,0,60\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            shapes,
            "index,shape-type,vertex-index,axis-0,axis-1,axis-2\n0,line,0,16,10,10\n0,line,1,16,10,100\n",
            TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync(
            "screenshot", sample.Zarr, $"{points},size=20,color=red,border-width=0", $"{vectors},color=lime,width=4", $"{shapes},edge=blue,width=4",
            "-p", "z=16", "-o", file);

        Assert.Equal("", string.Join('\n', run.Error.Split('\n').Where(line => line.StartsWith("lamella:", StringComparison.Ordinal))));
        var picture = await DecodeAsync(file);
        Assert.Equal(new Rgba(255, 0, 0), picture[60, 60]);
        Assert.Equal(new Rgba(0, 255, 0), picture[100, 50]);
        Assert.Equal(new Rgba(0, 0, 255), picture[10, 50]);
        Assert.NotEqual(new Rgba(255, 0, 0), picture[20, 100]);
    }

    [Fact]
    public async Task Screenshot_ofPointsAlone_holdsThemAllWithAMargin()
    {
        var (points, file) = (sample.NewFile(".csv"), sample.NewFile(".png"));
        await File.WriteAllTextAsync(points, "y,x\n0,0\n100,200\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("screenshot", $"{points},size=5,color=white", "--size", "416", "-o", file);

        Assert.Equal(0, run.ExitCode);
        var picture = await DecodeAsync(file);
        Assert.Equal((216, 416), (picture.Height, picture.Width));
        Assert.Equal(Rgba.White, picture[8, 8]);
        Assert.Equal(Rgba.White, picture[207, 407]);
        Assert.Equal(Rgba.Black, picture[100, 200]);
    }

    [Fact]
    public async Task Screenshot_ofLabels_drawsOutlinesInNaparisColours()
    {
        var file = sample.NewFile(".png");

        var run = await CommandRun.OfAsync("screenshot", "labels:synthetic:index?shape=4,4,4,contour=1,opacity=1", "-p", "z=#1", "-o", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new Lamella.Engine.Rendering.Labels.LabelColors(new() { Id = new("l"), Name = "l", Source = new("l") })[16], (await DecodeAsync(file))[0, 0]);
    }

    [Theory]
    [InlineData("contrast=0:1000", 1000)]
    [InlineData("contrast=0%:50%", 7.5)]
    public async Task Screenshot_withAContrast_isWhiteAtItsEnd(string contrast, double white)
    {
        var file = sample.NewFile(".png");

        await CommandRun.OfAsync("screenshot", $"synthetic:index?shape=4,4,{contrast}", "-o", file);

        Assert.Equal((byte)Math.Round(Math.Min(1, 6 / white) * 255), (await DecodeAsync(file))[1, 2].R);
    }

    [Fact]
    public async Task Screenshot_withASettingOfAnotherKind_namesThoseThereAre()
    {
        var points = sample.NewFile(".csv");
        await File.WriteAllTextAsync(points, "y,x\n0,0\n", TestContext.Current.CancellationToken);

        (await CommandRun.OfAsync("screenshot", $"{points},contour=1", "-o", "x.png")).AssertFails(2, "it has blending, border");
    }

    [Fact]
    public async Task Screenshot_ofAColourThatIsNone_saysHowToWriteOne()
    {
        var points = sample.NewFile(".csv");
        await File.WriteAllTextAsync(points, "y,x\n0,0\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("screenshot", $"{points},color=reddish", "-o", sample.NewFile(".png"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'reddish' is not a colour", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screenshot_noWait_takesWhatIsThere()
    {
        var file = sample.NewFile(".png");

        var run = await CommandRun.OfAsync("screenshot", "synthetic:blobs?shape=8,64,64&delay=30s", "--no-wait", "-o", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("lacks image (synthetic:blobs?shape=8,64,64&delay=30s); waiting for it, without --no-wait, helps", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Screenshot_thatFails_keepsTheFileThatIsThere_andSaysWhyInsteadOfToWait()
    {
        var (folder, file) = (sample.NewFile(".zarr"), sample.NewFile(".png"));
        await File.WriteAllTextAsync(file, "an older picture", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, ".zarray"),
            "{\"zarr_format\":2,\"shape\":[4,4],\"chunks\":[4,4],\"dtype\":\"|u1\",\"compressor\":{\"id\":\"zlib\",\"level\":1},\"fill_value\":0,\"order\":\"C\",\"filters\":null}",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "0.0"), "no zlib", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("screenshot", folder, "-o", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not written: it lacks", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--timeout", run.Error, StringComparison.Ordinal);
        Assert.Equal("an older picture", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Screenshot_ofTwoChannelsLabelsAndPoints_ofRealData_drawsAllOfThem()
    {
        var data = SharedData.Require("data", "idr6001240_v01.zarr");
        var labels = SharedData.Require("data", "idr6001240_v05_sharded.zarr", "labels", "0");
        var (points, file) = (sample.NewFile(".csv"), sample.NewFile(".png"));
        await File.WriteAllTextAsync(points, "z,y,x\n59,50,50\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync(
            "screenshot", $"{data},scale=1:0.500203:0.360398:0.360398", $"labels:{labels},channel=0,contour=1,opacity=1", $"{points},size=6,color=red,border-width=0",
            "-p", "z=59", "--size", "275", "-o", file);

        Assert.Equal(0, run.ExitCode);
        var picture = await DecodeAsync(file);
        var colors = new Lamella.Engine.Rendering.Labels.LabelColors(new() { Id = new("l"), Name = "l", Source = new("l") });
        var seen = picture.Pixels.ToArray().ToHashSet();
        Assert.Equal(275, Math.Max(picture.Height, picture.Width));
        Assert.Contains(new Rgba(255, 0, 0).Packed, seen);
        Assert.True(Enumerable.Range(1, 49).Count(label => seen.Contains(colors[label].Packed)) >= 10, "outlines of many nuclei");
        Assert.Contains(seen, pixel => Rgba.FromPacked(pixel) is { R: > 150, G: > 150, B: < 60 });
    }

    private static async Task<RgbaImage> DecodeAsync(string file) =>
        PngEncoder.Decode(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
}
