using System.CommandLine;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;
using Lamella.Terminal;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella top</c>: how the cluster is doing, and why slices are slow.</summary>
internal static class TopCommand
{
    public static Command Create(CommandConsole console)
    {
        var once = new Option<bool>("--once") { Description = "Write one report and end." };
        var json = new Option<bool>("--json") { Description = "With --once: write JSON." };
        var settings = new Option<string?>("--settings") { Description = "The settings file, with keys.", HelpName = "FILE" };
        var session = new SessionArguments(hasLatencyLog: false);
        var command = new Command("top", "Shows silos, viewers and layers: rates, latencies, and the slowest slices with the reason.")
        {
            once, json, settings,
        };
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            session.Read(parsed),
            parsed.GetValue(once) || parsed.GetValue(json),
            parsed.GetValue(json),
            new TerminalMonitorOptions { Colors = console.Terminal.Depth, Settings = parsed.GetValue(settings), TimeProvider = console.Time },
            cancellationToken));
        ExampleHelp.Attach(command, "lamella top --connect localhost:30000", "lamella top --once --json --connect localhost:30000 | jq .slowest");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console,
        SessionOptions options,
        bool isOnce,
        bool isJson,
        TerminalMonitorOptions monitor,
        CancellationToken cancellationToken)
    {
        if (!isOnce && !console.Terminal.IsOutTerminal)
        {
            throw new UsageException("The monitor needs a terminal; with --once it writes one report to a file or pipe.");
        }

        await using var session = await Session.OpenAsync(options, console, cancellationToken).ConfigureAwait(false);
        if (!isOnce)
        {
            await TerminalMonitor.RunAsync(session.Client, monitor, cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        }

        var report = isJson
            ? TerminalMonitor.ReportAsync(session.Client, cancellationToken)
            : TerminalMonitor.ReportTextAsync(session.Client, console.Terminal.Columns, cancellationToken);
        console.Out.WriteLine(await report.ConfigureAwait(false));
        return ExitCode.Ok;
    }
}
