using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Images;
using Lamella.Cli.Output;
using Lamella.Cli.Scrubbing;
using Lamella.Cli.Sessions;
using Lamella.Sdk.Layers;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella scrub URI</c>: moves a slider as a hand would, and tells how the service kept up.</summary>
internal static class ScrubCommand
{
    private const double DefaultRate = 25;
    private const double DefaultSeconds = 4;
    private const double HighestRate = 1000;
    private const double LongestSeconds = 3600;

    public static Command Create(CommandConsole console)
    {
        var uri = new Argument<string>("URI") { Description = "Path or URI of an image." };
        var axis = new Option<string>("--axis") { Description = "The slider to move.", HelpName = "AXIS", DefaultValueFactory = _ => "z" };
        var rate = new Option<double>("--rate") { Description = "Requests a second.", HelpName = "HZ", DefaultValueFactory = _ => DefaultRate };
        var seconds = new Option<double>("--seconds") { Description = "How long.", HelpName = "S", DefaultValueFactory = _ => DefaultSeconds };
        var delay = new Option<TimeSpan>("--delay")
        {
            Description = "Make every read wait this long, as a slow store would; not with --connect.",
            HelpName = "100ms",
            CustomParser = DurationArgument.Parse,
        };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var (view, session) = (new ViewArguments(), new SessionArguments());
        var command = new Command("scrub", "Moves a slider as a hand would, and prints how many slices were shown, how soon, and what was read.")
        {
            uri, axis, rate, seconds, delay, json,
        };
        view.AddTo(command);
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console,
            session.Read(parsed) with { ReadDelay = parsed.GetValue(delay) },
            parsed.GetRequiredValue(uri),
            view.Read(parsed),
            ScrubRequest.Create(parsed.GetValue(axis)!, parsed.GetValue(rate), parsed.GetValue(seconds), HighestRate, LongestSeconds),
            parsed.GetValue(json),
            cancellationToken));
        ExampleHelp.Attach(command, "lamella scrub sample.zarr --axis z --rate 25 --seconds 4", "lamella scrub sample.zarr --delay 100ms --json");
        return command;
    }

    /// <summary>Scrubs and reports.</summary>
    public static async Task<int> RunAsync(
        CommandConsole console,
        SessionOptions options,
        string uri,
        ViewRequest request,
        ScrubRequest scrub,
        bool json,
        CancellationToken cancellationToken)
    {
        await using var session = await Session.OpenAsync(options, console, cancellationToken).ConfigureAwait(false);
        await using var view = await ImageView.OpenAsync(session.Client, [LayerText.Parse(uri)], request, console.Time, cancellationToken).ConfigureAwait(false);
        var (first, _) = await view.ShowAsync(request, null, cancellationToken).ConfigureAwait(false);
        var snapshot = await view.Viewer.WaitForAsync(first, TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false);
        var axis = AxisNames.Find(snapshot.Dims, scrub.Axis);
        if (snapshot.Dims.Displayed.Contains(axis))
        {
            throw new UsageException(
                $"Axis '{scrub.Axis}' is displayed, so it has no slider; scrub along {string.Join(", ", snapshot.Dims.NotDisplayed.Select(other => snapshot.Dims.AxisLabels[other]))}, or change --order.");
        }

        var before = session.ChunkCounters;
        var report = await new Scrubber(view.Viewer, console.Time)
            .RunAsync(snapshot.Dims, axis, scrub.Interval, scrub.Requests, cancellationToken).ConfigureAwait(false);
        var after = session.ChunkCounters;
        report = report with
        {
            BytesRead = after?.BytesRead - before?.BytesRead,
            BytesWasted = after?.BytesReadInVain - before?.BytesReadInVain,
            BytesUnshown = after?.BytesWasted + after?.BytesUnshown - before?.BytesWasted - before?.BytesUnshown,
        };
        console.Out.Write(json ? $"{ScrubText.ToJson(report).ToJsonString()}\n" : ScrubText.Of(report));
        return report.Failed == 0 ? ExitCode.Ok : ExitCode.Error;
    }
}
