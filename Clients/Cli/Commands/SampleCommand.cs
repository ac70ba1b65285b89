using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Output;
using Lamella.Engine.Samples;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella sample DIR</c>: a volume to look at for those who have none at hand.</summary>
internal static class SampleCommand
{
    public static Command Create(CommandConsole console)
    {
        var path = new Argument<string>("DIR") { Description = "Folder to make, such as sample.zarr." };
        var force = new Option<bool>("--force") { Description = "Replace the Zarr that is already there." };
        var shape = new Option<SampleShape?>("--shape")
        {
            Description = "Planes, rows and columns.",
            HelpName = "Z,Y,X",
            CustomParser = ShapeArgument.Parse,
            DefaultValueFactory = _ => null,
        };
        var command = new Command(
            "sample",
            "Writes a volume of cells: OME-Zarr 0.4, two channels, three levels, the same on every machine. Any Zarr library reads it.")
        {
            path, force, shape,
        };
        command.SetAction((parsed, cancellationToken) => WriteAsync(
            console, parsed.GetRequiredValue(path), parsed.GetValue(force), parsed.GetValue(shape) ?? SampleShape.Default, cancellationToken));
        ExampleHelp.Attach(command, "lamella sample sample.zarr", "lamella sample small.zarr --shape 16,128,128 --force");
        return command;
    }

    /// <summary>Writes the sample and says what it is.</summary>
    public static async Task<int> WriteAsync(
        CommandConsole console, string path, bool force, SampleShape shape, CancellationToken cancellationToken)
    {
        var start = console.Time.GetTimestamp();
        long bytes;
        using (var progress = new ProgressLine(console, $"Writing {path}"))
        {
            bytes = await SampleWriter.WriteAsync(path, force, shape, progress, cancellationToken).ConfigureAwait(false);
        }

        var seconds = console.Time.GetElapsedTime(start).TotalSeconds;
        console.Out.WriteLine(
            $"{path}: {SampleWriter.Channels} channels of {shape.Depth} × {shape.Height} × {shape.Width} uint16, {Figures.Bytes(bytes)} in {Figures.Number(Math.Round(seconds, 1))} s");
        return ExitCode.Ok;
    }
}
