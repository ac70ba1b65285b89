using System.CommandLine;
using Lamella.Cli.Arguments;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Rendering.Cells;
using Lamella.Sdk;
using Lamella.Terminal;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella view URI…</c>: looks at images in the terminal.</summary>
internal static class ViewCommand
{
    public static Command Create(CommandConsole console)
    {
        var uris = new Argument<string[]>("URI") { Description = "Paths or URIs of images.", Arity = ArgumentArity.ZeroOrMore };
        var viewer = new Option<string?>("--viewer") { Description = "Share this viewer with others instead of making one.", HelpName = "ID" };
        var workspace = new Option<string?>("--workspace") { Description = "Start from a saved workspace.", HelpName = "FILE" };
        var colors = new Option<ColorDepth?>("--colors")
        {
            Description = "What the terminal shows: TrueColor, Ansi256, Braille or Ascii.",
            DefaultValueFactory = _ => null,
        };
        var noGraphics = new Option<bool>("--no-graphics") { Description = "Draw with characters even where the terminal takes pictures." };
        var settings = new Option<string?>("--settings") { Description = "The settings file, with keys.", HelpName = "FILE" };
        var session = new SessionArguments();
        var command = new Command("view", "Looks at images in the terminal: sliders, layers, contrast, orthogonal views. ? shows the keys.")
        {
            uris, viewer, workspace, colors, noGraphics, settings,
        };
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = session.Read(parsed);
            var viewing = new TerminalViewerOptions
            {
                Uris = [.. (parsed.GetValue(uris) ?? []).Select(uri => SourceUri.For(uri, options.Connect))],
                Viewer = parsed.GetValue(viewer) is { } id ? new ViewerId(id) : null,
                Workspace = parsed.GetValue(workspace),
                Colors = parsed.GetValue(colors) ?? console.Terminal.Depth,
                Graphics = !parsed.GetValue(noGraphics),
                Settings = parsed.GetValue(settings),
                TimeProvider = console.Time,
            };
            return RunAsync(console, options, viewing, cancellationToken);
        });
        ExampleHelp.Attach(command, "lamella view sample.zarr", "lamella view a.zarr b.zarr --connect localhost:30000");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console, SessionOptions session, TerminalViewerOptions options, CancellationToken cancellationToken)
    {
        if (!console.Terminal.IsOutTerminal)
        {
            throw new UsageException("The viewer needs a terminal; 'lamella slice' and 'lamella screenshot' write to files and pipes.");
        }

        // A silo of one's own starts while the screen is being opened; a service that is not there is told of in the shell.
        var opening = Task.Run(() => Session.OpenAsync(session, console, cancellationToken), cancellationToken);
        if (session.Connect is not null)
        {
            await opening.ConfigureAwait(false);
        }

        try
        {
            await TerminalViewer.RunAsync(ClientOf(opening), options, cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        finally
        {
            if (opening.IsCompletedSuccessfully)
            {
                await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<LamellaClient> ClientOf(Task<Session> opening) => (await opening.ConfigureAwait(false)).Client;
}
