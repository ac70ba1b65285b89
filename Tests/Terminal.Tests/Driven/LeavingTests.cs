using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Lamella.Terminal.Tests.Driven;

/// <summary>However the viewer ends, the terminal is as it was, and no process is left.</summary>
[Collection(DrivenCollection.Name)]
public sealed class LeavingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-leaving-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("key q")]
    [InlineData("key C-c")]
    [InlineData("signal TERM")]
    [InlineData("signal HUP")]
    public async Task View_thatEnds_leavesTheTerminalAsItWas(string how)
    {
        DrivenCommand.RequireTmux();
        await using var terminal = await TmuxTerminal.StartAsync(
            24,
            80,
            $"echo before; stty -a > before; {DrivenCommand.Lamella("view")} & echo $! > pid; fg 2>/dev/null || wait; stty -a > after; echo ended; cat",
            _folder.FullName,
            shell: "bash -mc");
        await terminal.WaitForAsync("opens an image");

        await (how.Split(' ') switch
        {
            ["key", var key] => terminal.PressAsync(key),
            [_, var signal] => SignalAsync(signal),
            _ => throw new ArgumentException(how, nameof(how)),
        });

        await terminal.WaitForAsync(screen => screen.Contains("ended", StringComparison.Ordinal) && screen.Contains("before", StringComparison.Ordinal), "the shell's screen");
        Assert.Equal(Read("before"), Read("after"));
        Assert.Equal("1 0 0", (await terminal.TmuxAsync("display-message", "-p", "#{cursor_flag} #{mouse_any_flag} #{alternate_on}")).Trim());
    }

    [Fact]
    public async Task View_whoseTerminalIsLost_endsByItself()
    {
        DrivenCommand.RequireTmux();

        // The shell keeps the hang-up to itself, so that the viewer has nothing to go by but its terminal.
        var terminal = await TmuxTerminal.StartAsync(
            24, 80, $"trap : HUP; {DrivenCommand.Lamella("view")} 2> /dev/null & echo $! > pid; wait; wait; echo $? > code", _folder.FullName, shell: "sh -c");
        await using (terminal)
        {
            await terminal.WaitForAsync("opens an image");
            using var viewer = Process.GetProcessById(int.Parse(Read("pid"), CultureInfo.InvariantCulture));

            await terminal.KillAsync();

            await viewer.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.True(viewer.HasExited);
        }
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Read("pid").Trim()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
