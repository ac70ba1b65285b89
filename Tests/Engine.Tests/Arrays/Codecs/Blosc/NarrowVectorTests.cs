using System.Diagnostics;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Codecs.Blosc;

/// <summary>The same shuffles on processors with narrower vectors, or none: in a process that is told to have no others.</summary>
public sealed class NarrowVectorTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task ShuffleTests_withoutSomeInstructions_pass(string switchedOff)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "-class", "*.ShuffleTests", "-noColor" },
            Environment = { [switchedOff] = "0" },
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(NarrowVectorTests).Assembly.Location);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Total: 16, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
    }
}
