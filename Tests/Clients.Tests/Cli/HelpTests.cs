using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("info")]
    [InlineData("slice")]
    [InlineData("screenshot")]
    [InlineData("scrub")]
    [InlineData("serve")]
    [InlineData("sample")]
    [InlineData("schema")]
    public async Task Help_ofEachCommand_hasAnExampleThatNamesIt(string command)
    {
        var run = await CommandRun.OfAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"  lamella {command}", run.Out[run.Out.IndexOf("Example", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Help_ofTheProgram_listsTheCommands()
    {
        var run = await CommandRun.OfAsync("--help");

        Assert.All(["demo", "info", "slice", "screenshot", "scrub", "serve", "sample", "schema"], name => Assert.Contains(name, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Info_hasNoLatencyLog() =>
        (await CommandRun.OfAsync("info", "x.zarr", "--latency-log", "x.jsonl")).AssertFails(2, "--latency-log");

    [Fact]
    public async Task Run_withoutACommand_isAUsageError() => (await CommandRun.OfAsync()).AssertFails(2, "See 'lamella --help'");

    [Fact]
    public async Task Run_withAnUnknownCommand_isAUsageError() => (await CommandRun.OfAsync("slise")).AssertFails(2, "lamella --help");

    [Fact]
    public async Task Run_withAnUnknownOption_pointsToTheCommandsHelp() =>
        (await CommandRun.OfAsync("info", "x.zarr", "--depth")).AssertFails(2, "lamella info --help");
}
