using Lamella.Tests.Http;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>Images that lie on a web server.</summary>
[Collection(ProcessCollection.Name)]
public sealed class RemoteTests(SampleFixture sample)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Name => Path.GetFileName(sample.Zarr);

    [Fact]
    public async Task Info_ofAUrl_isThatOfTheFolder()
    {
        await using var server = new FolderServer(Path.GetDirectoryName(sample.Zarr)!);

        var remote = await CommandRun.OfAsync("info", server.Root + Name);
        var local = await CommandRun.OfAsync("info", sample.Zarr);

        Assert.Equal((0, ""), (remote.ExitCode, remote.Error));
        Assert.Equal(WithoutUri(local.Out), WithoutUri(remote.Out));
    }

    [Fact]
    public async Task Slice_ofAUrl_isThatOfTheFolder()
    {
        await using var server = new FolderServer(Path.GetDirectoryName(sample.Zarr)!);
        var (here, there) = (sample.NewFile(".npy"), sample.NewFile(".npy"));

        await CommandRun.OfAsync("slice", sample.Zarr, "-p", "z=#3", "-o", here);
        var run = await CommandRun.OfAsync("slice", server.Root + Name, "-p", "z=#3", "-o", there);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(await File.ReadAllBytesAsync(here, Token), await File.ReadAllBytesAsync(there, Token));
    }

    [Fact]
    public async Task Slice_ofAUrlThatIsNotThere_saysSo()
    {
        await using var server = new FolderServer(Path.GetDirectoryName(sample.Zarr)!);

        var run = await CommandRun.OfAsync("slice", server.Root + "no-such.zarr", "-o", sample.NewFile(".npy"));

        run.AssertFails(1, "no-such.zarr");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_opensRemoteSources_onlyWhereTheyAreAllowed(bool isAllowed)
    {
        await using var server = new FolderServer(Path.GetDirectoryName(sample.Zarr)!);
        var (port, siloPort) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        string[] allow = isAllowed ? ["--allow", server.Root + Name] : [];
        using var serve = ServiceProcess.Start(["serve", "--port", port, "--silo-port", siloPort, .. allow]);
        try
        {
            await serve.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token);

            var run = await CommandRun.OfAsync(
                "slice", server.Root + Name, "-p", "z=#3", "-o", sample.NewFile(".npy"), "--connect", $"localhost:{port}");

            if (isAllowed)
            {
                Assert.True(run.ExitCode == 0, run.Error);
            }
            else
            {
                run.AssertFails(1, "--allow");
                Assert.Empty(server.Requests);
            }
        }
        finally
        {
            serve.Kill();
        }
    }

    [Fact]
    public async Task Serve_allowOfNoPrefix_isRefusedAtOnce()
    {
        var run = await CommandRun.OfAsync("serve", "--port", ServiceProcess.FreePort(), "--allow", "example.org/data");

        run.AssertFails(1, "'example.org/data' is no prefix");
    }

    private static string WithoutUri(string info) =>
        string.Join('\n', info.Split('\n').Where(static line => !line.Contains(".zarr", StringComparison.Ordinal)));
}
