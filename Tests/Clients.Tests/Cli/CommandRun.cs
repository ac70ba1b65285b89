using System.Text;
using Lamella.Cli;
using Lamella.Cli.Output;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>One run of the command within this process.</summary>
/// <param name="ExitCode">What the shell would see.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    private static readonly TerminalFacts Pipe = new(false, false, 24, 80, ColorDepth.Braille);

    public static Task<CommandRun> OfAsync(params string[] args) => OfAsync(Pipe, TestContext.Current.CancellationToken, args);

    public static Task<CommandRun> OfAsync(TimeProvider time, params string[] args) =>
        OfAsync(Pipe, time, args, TestContext.Current.CancellationToken);

    public static Task<CommandRun> OfAsync(TerminalFacts terminal, CancellationToken cancellationToken, params string[] args) =>
        OfAsync(terminal, TimeProvider.System, args, cancellationToken);

    private static async Task<CommandRun> OfAsync(TerminalFacts terminal, TimeProvider time, string[] args, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        var error = new StringWriter { NewLine = "\n" };
        int code;
        await using (var console = new CommandConsole
        {
            Out = new StreamWriter(bytes, new UTF8Encoding(false)) { NewLine = "\n" },
            Error = TextWriter.Synchronized(error),
            OutStream = bytes,
            Terminal = terminal,
            Time = time,
        })
        {
            code = await LamellaCommand.RunAsync(args, console, cancellationToken);
        }

        return new CommandRun(code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>Asserts that the run failed as the house has it: one line that begins with the program's name.</summary>
    public CommandRun AssertFails(int code, string because)
    {
        Assert.Equal(code, ExitCode);
        Assert.StartsWith("lamella: ", Error, StringComparison.Ordinal);
        Assert.Equal(1, Error.Count(character => character == '\n'));
        Assert.Contains(because, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
