using Lamella.Contracts.Layers;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary><c>lamella workspace</c> against a running service.</summary>
[Collection(ProcessCollection.Name)]
public sealed class WorkspaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Workspace_saved_isListed_andLoadedAsNewViewers()
    {
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var (address, file) = ($"127.0.0.1:{silo.Gateway.Port}", Path.Combine(_folder, "brain.lamella.json"));
        var viewer = client.OpenViewer();
        var spec = new ImageLayerSpec { Id = LayerId.New(), Name = "blobs", Source = new LayerSource("synthetic:blobs?shape=8,16,16") };
        await viewer.AddLayerAsync(spec, Token);

        var saved = await CommandRun.OfAsync("workspace", "save", "brain", file, "--viewer", viewer.Id.Value, "--connect", address);
        var listed = await CommandRun.OfAsync("workspace", "list", _folder);
        var loaded = await CommandRun.OfAsync("workspace", "load", file, "--connect", address);

        Assert.Equal((0, 0, 0), (saved.ExitCode, listed.ExitCode, loaded.ExitCode));
        Assert.Equal("brain: 1 viewers, 1 layers (brain.lamella.json)\n", listed.Out);
        var opened = client.OpenViewer(new(loaded.Out.Trim()));
        Assert.NotEqual(viewer.Id, opened.Id);
        Assert.Equal(spec, Assert.Single((await opened.GetSnapshotAsync(Token)).Layers).Spec);
    }

    [Fact]
    public async Task Workspace_ofAViewerThatIsNone_isRefused_andKeepsTheFile()
    {
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        var file = Path.Combine(_folder, "brain.lamella.json");
        await File.WriteAllTextAsync(file, "kept", Token);

        var run = await CommandRun.OfAsync("workspace", "save", "brain", file, "--viewer", "none", "--connect", $"127.0.0.1:{silo.Gateway.Port}");

        run.AssertFails(1, "There is no viewer 'none'");
        Assert.Equal("kept", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task List_ofAFolderWithoutWorkspaces_saysSo_andIsNoError()
    {
        var run = await CommandRun.OfAsync("workspace", "list", _folder);

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Contains(_folder, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workspace_ofNoFile_saysSo() =>
        (await CommandRun.OfAsync("workspace", "load", Path.Combine(_folder, "none"), "--connect", "127.0.0.1:1")).AssertFails(1, "none");
}
