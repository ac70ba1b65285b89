using Lamella.Cli.Output;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class TerminalFactsTests
{
    [Theory]
    [InlineData(true, ColorDepth.TrueColor, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=en_US.UTF-8")]
    [InlineData(true, ColorDepth.TrueColor, "TERM=xterm-direct", "LANG=C.utf8")]
    [InlineData(true, ColorDepth.Ansi256, "TERM=tmux-256color")]
    [InlineData(true, ColorDepth.Braille, "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=1")]
    [InlineData(true, ColorDepth.Ascii, "TERM=dumb", "COLORTERM=truecolor")]
    [InlineData(true, ColorDepth.Ascii, "TERM=xterm-256color", "LC_ALL=POSIX", "LANG=en_US.UTF-8")]
    [InlineData(false, ColorDepth.Braille, "TERM=xterm-256color", "COLORTERM=truecolor")]
    public void DetectDepth_fromTheEnvironment_isWhatTheTerminalCan(bool isTerminal, ColorDepth expected, params string[] environment)
    {
        var variables = environment.Select(entry => entry.Split('=')).ToDictionary(entry => entry[0], entry => entry[1]);

        var depth = TerminalFacts.DetectDepth(name => variables.GetValueOrDefault(name), isTerminal);

        Assert.Equal(expected, depth);
    }
}
