using System.Text;

namespace Lamella.Cli.Output;

/// <summary>
/// What a command writes to and what it may assume of it. Commands know this alone, never the process's console, so that
/// tests can read every byte.
/// </summary>
internal sealed class CommandConsole : IAsyncDisposable
{
    /// <summary>Results, as text.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Errors, progress and figures.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Results, as bytes; the same stream as <see cref="Out"/>.</summary>
    public required Stream OutStream { get; init; }

    /// <summary>What terminal, if any, each stream leads to.</summary>
    public required TerminalFacts Terminal { get; init; }

    /// <summary>Measures and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The console of this process; UTF-8 whatever the locale says.</summary>
    public static CommandConsole OfProcess()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = Console.OpenStandardOutput();
        return new CommandConsole
        {
            Out = new StreamWriter(output, encoding, bufferSize: 1 << 16) { AutoFlush = false, NewLine = "\n" },
            Error = new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true, NewLine = "\n" },
            OutStream = output,
            Terminal = TerminalFacts.OfProcess(),
        };
    }

    /// <summary>Writes an error on one line.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public void Fail(string message) => Error.WriteLine($"lamella: {message.ReplaceLineEndings(" ").Trim()}");

    /// <summary>Writes a remark that is no error.</summary>
    /// <param name="message">The remark.</param>
    public void Note(string message) => Error.WriteLine($"note: {message.ReplaceLineEndings(" ").Trim()}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Out.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Whoever read the pipe has gone, as `| head` does; there is nobody left to tell.
        }
    }
}
