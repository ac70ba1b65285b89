using System.CommandLine;
using System.Text.Json;
using Lamella.Cli.Arguments;
using Lamella.Cli.Images;
using Lamella.Cli.Output;
using Lamella.Cli.Sessions;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella info URI</c>: what an image holds.</summary>
internal static class InfoCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(CommandConsole console)
    {
        var uri = new Argument<string>("URI") { Description = "Path or URI of an image." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var session = new SessionArguments(hasLatencyLog: false);
        var command = new Command("info", "Tells axes, shape, type, levels, chunks, codecs, transforms and channels of an image. Reads no pixels.")
        {
            uri, json,
        };
        session.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            console, session.Read(parsed), parsed.GetRequiredValue(uri), parsed.GetValue(json), cancellationToken));
        ExampleHelp.Attach(command, "lamella info sample.zarr", "lamella info sample.zarr --json | jq '.levels[].shape'");
        return command;
    }

    private static async Task<int> RunAsync(
        CommandConsole console, SessionOptions options, string uri, bool json, CancellationToken cancellationToken)
    {
        var info = await ReadAsync(console, options, uri, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            console.Out.WriteLine(InfoJson.Of(info).ToJsonString(Indented));
        }
        else
        {
            console.Out.Write(InfoText.Of(info));
        }

        return ExitCode.Ok;
    }

    private static async Task<Contracts.Layers.ImageInfo> ReadAsync(
        CommandConsole console, SessionOptions options, string uri, CancellationToken cancellationToken)
    {
        if (options.Connect is null)
        {
            return await ImageInfoReader.ReadAsync(uri, cancellationToken).ConfigureAwait(false);
        }

        await using var session = await Session.OpenAsync(options, console, cancellationToken).ConfigureAwait(false);
        return await session.Client.GetImageInfoAsync(SourceUri.For(uri, session.Client.Address), cancellationToken).ConfigureAwait(false);
    }
}
