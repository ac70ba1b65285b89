using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Images;
using Lamella.Cli.Output;
using Lamella.Cli.Scrubbing;
using Lamella.Cli.Sessions;
using Lamella.Engine.Samples;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella demo</c>: the main job in one command, for somebody who has nothing at hand.</summary>
internal static class DemoCommand
{
    private const string Path = "sample.zarr";
    private const double Rate = 25;
    private const double Seconds = 2;

    public static Command Create(CommandConsole console)
    {
        var color = new ColorArgument();
        var command = new Command("demo", $"Writes {Path} unless it is there, slices it in the middle, draws the slice, and scrubs through the volume.");
        color.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(console, color.Read(parsed, console), cancellationToken));
        ExampleHelp.Attach(command, "lamella demo");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console, Engine.Rendering.Cells.ColorDepth depth, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path))
        {
            await SampleCommand.WriteAsync(console, Path, force: false, SampleShape.Default, cancellationToken).ConfigureAwait(false);
            await console.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        var (session, view) = (new SessionOptions(null, Verbose: false), new ViewRequest { Point = AxisPosition.ParseList("z=50%") });
        var result = await SliceCommand.RunAsync(
            console, session, Path, view, new ViewOutput(ViewWriter.ToTerminal, depth), SliceCommand.DefaultTimeout, cancellationToken).ConfigureAwait(false);
        if (result != ExitCode.Ok)
        {
            return result;
        }

        console.Error.WriteLine($"Scrubbing along z, {Rate} requests a second for {Seconds} s …");
        var scrub = new ScrubRequest("z", TimeSpan.FromSeconds(1 / Rate), (int)(Rate * Seconds));
        return await ScrubCommand.RunAsync(console, session, Path, view, scrub, json: false, cancellationToken).ConfigureAwait(false);
    }
}
