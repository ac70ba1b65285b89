using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>The built program as a process of its own: exit codes, pipes and signals as a shell sees them.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ExecutableTests(SampleFixture sample)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Process_info_writesToThePipe()
    {
        var (code, output, error) = await RunAsync("info", sample.Zarr);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("level 0", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "info", "/no/such.zarr")]
    [InlineData(2, "slise", "x")]
    public async Task Process_thatFails_hasTheExitCode_andOneLine(int expected, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal((expected, ""), (code, output));
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Process_serve_isUsedByAnotherProcess_andDrainsWhenEnded()
    {
        var (port, siloPort) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        using var serve = ServiceProcess.Start("serve", "--port", port, "--silo-port", siloPort);
        try
        {
            var greeting = await serve.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);
            Assert.Contains($"localhost:{port}", greeting, StringComparison.Ordinal);
            var file = sample.NewFile(".npy");

            var (code, _, error) = await RunAsync("slice", sample.Zarr, "-p", "z=#2", "-o", file, "--connect", $"localhost:{port}");
            var (second, _, refusal) = await RunAsync("serve", "--port", port);

            Assert.True(code == 0, error);
            Assert.True(new FileInfo(file).Length > 2 * 2 * 96 * 128);
            Assert.Equal(1, second);
            Assert.Contains($"Port {port} is taken", refusal, StringComparison.Ordinal);
            using var terminate = Process.Start("kill", ["-TERM", serve.Id.ToString(CultureInfo.InvariantCulture)]);
            await serve.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
            Assert.Equal(0, serve.ExitCode);
        }
        finally
        {
            serve.Kill();
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        using var process = ServiceProcess.Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        return (process.ExitCode, await output, await error);
    }
}
