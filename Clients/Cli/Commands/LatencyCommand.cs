using System.CommandLine;
using Lamella.Cli.Latency;
using Lamella.Cli.Output;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella latency FILE</c>: sums up a latency log.</summary>
internal static class LatencyCommand
{
    private const int DefaultSlowest = 5;

    public static Command Create(CommandConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "A log that --latency-log wrote." };
        var slowest = new Option<int>("--slowest") { Description = "How many of the slowest slices to tell.", HelpName = "N", DefaultValueFactory = _ => DefaultSlowest };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("latency", "Sums up a latency log: per viewer, layer and stage, and the slowest slices with the stage that made them slow.")
        {
            file, slowest, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console, parsed.GetRequiredValue(file), parsed.GetValue(slowest), parsed.GetValue(json), cancellationToken));
        ExampleHelp.Attach(command, "lamella scrub sample.zarr --latency-log slices.jsonl", "lamella latency slices.jsonl");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console, string file, int slowest, bool json, CancellationToken cancellationToken)
    {
        var (records, odd) = await LatencyFile.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        if (odd > 0)
        {
            console.Note($"{odd} lines of {file} are no lines of a latency log, and were left out.");
        }

        var summary = LatencySummary.Of(records, Math.Max(0, slowest));
        console.Out.Write(json ? $"{LatencyText.ToJson(summary).ToJsonString()}\n" : LatencyText.Of(summary));
        return ExitCode.Ok;
    }
}
