using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Images;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Sdk.Layers;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella screenshot LAYER… -o FILE</c>: layers, one over the other, in one picture.</summary>
internal static class ScreenshotCommand
{
    private const double DefaultTimeoutSeconds = 60;

    public static Command Create(CommandConsole console)
    {
        var uris = new Argument<string[]>("LAYER")
        {
            Description = "Layers, the lowest first: a path or URI of an image, labels, points, vectors, shapes, tracks or a mesh. "
                + "A kind before it and settings after it where they are not to be guessed: labels:cells.tif,contour=1.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o") { Description = "The .png to write.", HelpName = "FILE", Required = true };
        var noWait = new Option<bool>("--no-wait") { Description = "Take what is there at once instead of waiting for pending slices." };
        var size = new Option<int?>("--size") { Description = "Pixels along the longer side; by default one for the finest element.", HelpName = "PIXELS" };
        var interpolation = new Option<Interpolation>("--interpolation") { Description = "How images are drawn between their elements: nearest or linear." };
        var (view, session, timeout) = (new ViewArguments(), new SessionArguments(), new TimeoutArgument(DefaultTimeoutSeconds));
        var command = new Command("screenshot", "Draws layers, one over the other, into one picture.") { uris, output, noWait, size, interpolation };
        timeout.AddTo(command);
        view.AddTo(command);
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            session.Read(parsed),
            parsed.GetRequiredValue(uris),
            view.Read(parsed),
            new PictureFile(parsed.GetRequiredValue(output), parsed.GetValue(size), parsed.GetValue(interpolation)),
            timeout.Read(parsed),
            parsed.GetValue(noWait),
            cancellationToken));
        ExampleHelp.Attach(
            command,
            "lamella screenshot sample.zarr --point z=16 -o cells.png",
            "lamella screenshot sample.zarr labels:nuclei.zarr,contour=1 cells.csv,size=8,color=yellow --size 1024 -o cells.png");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console,
        SessionOptions options,
        IReadOnlyList<string> layers,
        ViewRequest request,
        PictureFile file,
        TimeSpan timeout,
        bool noWait,
        CancellationToken cancellationToken)
    {
        file.Check();
        await using var session = await Session.OpenAsync(options, console, cancellationToken).ConfigureAwait(false);
        var deadline = new Deadline(timeout, console.Time);
        await using var view = await ImageView.OpenAsync(
            session.Client, [.. layers.Select(LayerText.Parse)], request, console.Time, cancellationToken, deadline).ConfigureAwait(false);
        var sliced = await view.SliceAsync(request, null, noWait ? TimeSpan.Zero : deadline.Left, cancellationToken).ConfigureAwait(false);
        if (sliced.Outside is { } outside)
        {
            console.Note(outside);
        }

        foreach (var warning in sliced.Layers.SelectMany(layer => layer.Response.Warnings).Distinct())
        {
            console.Note(warning);
        }

        // Where nothing was sliced a picture would only look like a result, and an older one may be worth keeping.
        var isWritten = sliced.Layers.Count > 0 || sliced.Missing.Count == 0;
        if (isWritten)
        {
            await file.WriteAsync(sliced, cancellationToken).ConfigureAwait(false);
        }

        console.Error.WriteLine(LatencyLine.Of(sliced));
        if (sliced.Missing.Count == 0)
        {
            return ExitCode.Ok;
        }

        // Where slicing has failed the reason says it, and waiting does not help.
        var advice = sliced.HasFailed ? "" : noWait ? "; waiting for it, without --no-wait, helps" : $": {deadline.SlicingTookTooLong}";
        console.Fail($"{file.Name}{(isWritten ? "" : " is not written: it")} lacks {string.Join(", ", sliced.Missing)}{advice}.");
        return ExitCode.Error;
    }
}
