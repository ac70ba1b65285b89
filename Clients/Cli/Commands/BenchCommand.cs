using System.CommandLine;
using System.Globalization;
using Lamella.Cli.Arguments;
using Lamella.Cli.Bench;
using Lamella.Cli.Output;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella bench</c>: benchmarks of this machine, in this process.</summary>
internal static class BenchCommand
{
    private const int DefaultRepeats = 100;
    private static readonly TimeSpan DefaultWarmUp = TimeSpan.FromSeconds(20);

    public static Command Create(CommandConsole console)
    {
        var command = new Command("bench", "Measures slicing on this machine, in this process.") { Nap4(console) };
        ExampleHelp.Attach(command, "lamella bench nap4");
        return command;
    }

    private static Command Nap4(CommandConsole console)
    {
        var repeats = new Option<int>("--repeats") { Description = "Measured slices of each kind.", HelpName = "N", DefaultValueFactory = _ => DefaultRepeats };
        repeats.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var count) && count < 1)
            {
                result.AddError($"--repeats {count} measures nothing; give 1 or more.");
            }
        });
        var warmUp = new Option<TimeSpan>("--warm-up")
        {
            Description = "How long slices from RAM are made at most before they are measured; over sooner when nothing is being compiled any more.",
            HelpName = "TIME",
            DefaultValueFactory = _ => DefaultWarmUp,
            CustomParser = DurationArgument.Parse,
        };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("nap4", "NAP-4's benchmarks: single slices, by the Engine and through the service; 25 requests in a second, synchronously and not.")
        {
            repeats, warmUp, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var bench = new Nap4Bench(parsed.GetValue(repeats), parsed.GetValue(warmUp), console.Time);
            var report = await bench.RunAsync(what => console.Error.WriteLine($"Measuring {what} …"), cancellationToken).ConfigureAwait(false);
            console.Out.Write(parsed.GetValue(json) ? $"{Nap4Text.ToJson(report).ToJsonString()}\n" : Nap4Text.Of(report));
            return ExitCode.Ok;
        });
        ExampleHelp.Attach(command, "lamella bench nap4", "lamella bench nap4 --repeats 20 --json");
        return command;
    }
}
