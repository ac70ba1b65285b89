using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Images;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella screenshot URI… -o FILE</c>: all layers of some images in one picture.</summary>
internal static class ScreenshotCommand
{
    private const double DefaultTimeoutSeconds = 60;

    public static Command Create(CommandConsole console)
    {
        var uris = new Argument<string[]>("URI") { Description = "Images, the lowest first.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "The .png to write.", HelpName = "FILE", Required = true };
        var noWait = new Option<bool>("--no-wait") { Description = "Take what is there at once instead of waiting for pending slices." };
        var timeout = new Option<double>("--timeout")
        {
            Description = "Seconds to wait for pending slices; what is missing then is told.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultTimeoutSeconds,
        };
        var (view, session) = (new ViewArguments(), new SessionArguments());
        var command = new Command("screenshot", "Draws all layers of some images into one picture.") { uris, output, noWait, timeout };
        view.AddTo(command);
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            session.Read(parsed),
            parsed.GetRequiredValue(uris),
            view.Read(parsed),
            parsed.GetRequiredValue(output),
            parsed.GetValue(noWait) ? TimeSpan.Zero : Seconds(parsed.GetValue(timeout)),
            cancellationToken));
        ExampleHelp.Attach(command, "lamella screenshot sample.zarr --point z=16 -o cells.png");
        return command;
    }

    private static TimeSpan Seconds(double seconds) => seconds is >= 0 and < 1e6
        ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--timeout {Figures.Number(seconds)} is no time to wait; give seconds from 0.");

    private static async Task<int> RunAsync(
        CommandConsole console,
        SessionOptions options,
        IReadOnlyList<string> uris,
        ViewRequest request,
        string output,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        if (!output.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"A screenshot is a PNG; '{output}' does not end in .png.");
        }

        await using var session = await Session.OpenAsync(options, console, cancellationToken).ConfigureAwait(false);
        await using var view = await ImageView.OpenAsync(session.Client, uris, request, console.Time, cancellationToken).ConfigureAwait(false);
        var sliced = await view.SliceAsync(request, null, timeout, cancellationToken).ConfigureAwait(false);
        if (sliced.Outside is { } outside)
        {
            console.Note(outside);
        }

        await ViewWriter.WriteAsync(console, sliced, output, console.Terminal.Depth, cancellationToken).ConfigureAwait(false);
        console.Error.WriteLine(LatencyLine.Of(sliced));
        if (sliced.Missing.Count == 0)
        {
            return ExitCode.Ok;
        }

        console.Fail($"{output} lacks {string.Join(", ", sliced.Missing)} after {Figures.Number(timeout.TotalSeconds)} s; give a longer --timeout.");
        return ExitCode.Error;
    }
}
