using System.CommandLine;
using Lamella.Cli.Output;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Sdk.Workspaces;

namespace Lamella.Cli.Commands;

/// <summary><c>lamella workspace</c>: named sets of viewers, kept in files.</summary>
internal static class WorkspaceCommand
{
    public static Command Create(CommandConsole console)
    {
        var command = new Command("workspace", "Saves viewers of a running service to a file, opens them again, and lists such files.")
        {
            Save(console), Load(console), List(console),
        };
        ExampleHelp.Attach(
            command,
            "lamella workspace save brain brain.lamella.json --viewer v1 --viewer v2 --connect localhost:30000",
            "lamella workspace load brain.lamella.json --connect localhost:30000",
            "lamella workspace list");
        return command;
    }

    private static Command Save(CommandConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "What to call it." };
        var file = new Argument<string>("FILE") { Description = $"The file to write, *{WorkspaceFile.Extension}." };
        var viewers = new Option<string[]>("--viewer") { Description = "A viewer's id; may be given several times.", HelpName = "ID", Required = true };
        var connect = Connect();
        var command = new Command("save", "Writes viewers, their layers, points and links to a file.") { name, file, viewers, connect };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var client = await LamellaClient.ConnectAsync(parsed.GetRequiredValue(connect), cancellationToken: cancellationToken).ConfigureAwait(false);
            var workspace = await Workspace.CaptureAsync(
                client, parsed.GetRequiredValue(name), parsed.GetRequiredValue(viewers).Select(static id => new ViewerId(id)), cancellationToken).ConfigureAwait(false);
            if (workspace.Viewers.FirstOrDefault(static viewer => viewer.Layers.IsEmpty) is { } empty)
            {
                // A viewer that nobody opened has no layers either, and a file of it would replace one worth keeping.
                throw new LamellaException(
                    LamellaErrorCode.NotFound, $"There is no viewer '{empty.Id}', or it has no layers; nothing was written.", empty.Id);
            }

            await WorkspaceFile.SaveAsync(workspace, parsed.GetRequiredValue(file), cancellationToken).ConfigureAwait(false);
            console.Out.WriteLine(Line(parsed.GetRequiredValue(file), workspace));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Load(CommandConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "A workspace file." };
        var connect = Connect();
        var command = new Command("load", "Opens the viewers of a workspace, and writes their ids, one a line.") { file, connect };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var workspace = await WorkspaceFile.LoadAsync(parsed.GetRequiredValue(file), cancellationToken).ConfigureAwait(false);
            await using var client = await LamellaClient.ConnectAsync(parsed.GetRequiredValue(connect), cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var viewer in await workspace.OpenAsync(client, cancellationToken).ConfigureAwait(false))
            {
                console.Out.WriteLine(viewer.Id);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(CommandConsole console)
    {
        var folder = new Argument<string>("DIR") { Description = "Where to look.", DefaultValueFactory = _ => "." };
        var command = new Command("list", "Lists the workspaces of a folder.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var found = await WorkspaceFile.ListAsync(parsed.GetValue(folder)!, cancellationToken).ConfigureAwait(false);
            foreach (var (path, workspace) in found)
            {
                console.Out.WriteLine(Line(path, workspace));
            }

            if (found.Count == 0)
            {
                console.Error.WriteLine($"There are no workspaces (*{WorkspaceFile.Extension}) in {Path.GetFullPath(parsed.GetValue(folder)!)}.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Connect() => new("--connect")
    {
        Description = "The service whose viewers they are.",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private static string Line(string path, Workspace workspace) =>
        $"{workspace.Name}: {workspace.Viewers.Length} viewers, {workspace.Viewers.Sum(static viewer => viewer.Layers.Length)} layers ({Path.GetFileName(path)})";
}
