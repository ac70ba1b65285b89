using Lamella.Cli.Output;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class SampleTests(SampleFixture sample)
{
    [Fact]
    public async Task Sample_inAPipe_showsNoProgress()
    {
        var run = await CommandRun.OfAsync("sample", sample.NewFile(".zarr"), "--shape", "4,16,16");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 channels of 4 × 16 × 16 uint16", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_onATerminal_showsProgress_andRemovesIt()
    {
        var terminal = new TerminalFacts(true, true, 24, 80, ColorDepth.TrueColor);

        var run = await CommandRun.OfAsync(
            terminal, TestContext.Current.CancellationToken, "sample", sample.NewFile(".zarr"), "--shape", "4,16,16");

        Assert.Contains("%", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r\e[K", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_overAnother_needsForce()
    {
        (await CommandRun.OfAsync("sample", sample.Zarr)).AssertFails(1, "--force");
    }

    [Fact]
    public async Task Sample_ofABadShape_isAUsageError() =>
        (await CommandRun.OfAsync("sample", sample.NewFile(".zarr"), "--shape", "64,64")).AssertFails(2, "write it as Z,Y,X");

    [Fact]
    public async Task Sample_interrupted_endsWith130_andLeavesNothing()
    {
        var path = sample.NewFile(".zarr");
        using var interrupt = new CancellationTokenSource();
        await interrupt.CancelAsync();

        var run = await CommandRun.OfAsync(
            new TerminalFacts(false, false, 24, 80, ColorDepth.Ascii), interrupt.Token, "sample", path);

        run.AssertFails(130, "interrupted");
        Assert.False(Path.Exists(path));
    }
}
