using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Images;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;
using Lamella.Sdk.Layers;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella slice URI</c>: one slice, drawn or written.</summary>
internal static class SliceCommand
{
    private const double DefaultTimeoutSeconds = 600;

    /// <summary>How long opening and slicing may take where nothing else is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(DefaultTimeoutSeconds);

    public static Command Create(CommandConsole console)
    {
        var uri = new Argument<string>("URI") { Description = "Path or URI of an image." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "A .png or .npy file, or - to draw in the terminal. A .npy has the displayed axes, with a channel axis in front where there are several.",
            HelpName = "FILE|-",
            DefaultValueFactory = _ => ViewWriter.ToTerminal,
        };
        var (view, session, color) = (new ViewArguments(), new SessionArguments(), new ColorArgument());
        var timeout = new TimeoutArgument(DefaultTimeoutSeconds);
        var command = new Command("slice", "Slices an image at a point, and draws or writes what comes out. The latency is told on standard error.")
        {
            uri, output,
        };
        timeout.AddTo(command);
        view.AddTo(command);
        color.AddTo(command);
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            session.Read(parsed),
            parsed.GetRequiredValue(uri),
            view.Read(parsed),
            new ViewOutput(parsed.GetValue(output)!, color.Read(parsed, console)),
            timeout.Read(parsed),
            cancellationToken));
        ExampleHelp.Attach(
            command, "lamella slice sample.zarr --point z=16", "lamella slice sample.zarr -p z=#32 -c 0 -o nuclei.npy", "lamella slice sample.zarr --display 3 -o mip.png");
        return command;
    }

    /// <summary>Slices, writes, and tells what it took.</summary>
    public static async Task<int> RunAsync(
        CommandConsole console,
        SessionOptions options,
        string uri,
        ViewRequest request,
        ViewOutput output,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        ViewWriter.CheckName(output.Target);
        await using var session = await Session.OpenAsync(options, console, cancellationToken).ConfigureAwait(false);
        var deadline = new Deadline(timeout, console.Time);
        await using var view = await ImageView.OpenAsync(
            session.Client, [LayerText.Parse(uri)], request, console.Time, cancellationToken, deadline).ConfigureAwait(false);
        var (rows, columns) = ViewWriter.Room(console);
        var sliced = await view.SliceAsync(
            request,
            output.Target == ViewWriter.ToTerminal ? dims => ViewPicture.Whole(dims, 2 * rows, columns) : null,
            deadline.Left,
            cancellationToken).ConfigureAwait(false);
        return await FinishAsync(console, sliced, output, deadline, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> FinishAsync(
        CommandConsole console, SlicedView sliced, ViewOutput output, Deadline deadline, CancellationToken cancellationToken)
    {
        if (sliced.Outside is { } outside)
        {
            console.Note(outside);
        }

        foreach (var warning in sliced.Layers.SelectMany(layer => layer.Response.Warnings).Distinct())
        {
            console.Note(warning);
        }

        // Where nothing was sliced a file would only look like a result, and an older one may be worth keeping.
        if (sliced.Layers.Count > 0 || sliced.Missing.Count == 0)
        {
            await ViewWriter.WriteAsync(console, sliced, output.Target, output.Depth, cancellationToken).ConfigureAwait(false);
        }

        foreach (var missing in sliced.Missing)
        {
            console.Fail(sliced.HasFailed ? missing : $"{missing}: {deadline.SlicingTookTooLong}.");
        }

        console.Error.WriteLine(LatencyLine.Of(sliced));
        return sliced.Missing.Count == 0 ? ExitCode.Ok : ExitCode.Error;
    }
}
