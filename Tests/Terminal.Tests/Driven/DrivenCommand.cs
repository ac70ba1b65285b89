using System.Diagnostics;
using System.Globalization;
using Lamella.Tests.Ports;
using Xunit;

namespace Lamella.Terminal.Tests.Driven;

/// <summary>The built command in real terminals, on real data; skips a test where tmux or the data are absent.</summary>
internal static class DrivenCommand
{
    /// <summary>The command for a shell.</summary>
    public static string Lamella(params string[] arguments) =>
        $"dotnet '{Path.Combine(AppContext.BaseDirectory, "lamella.dll")}' {string.Join(' ', arguments)}";

    /// <summary>Opens a terminal with the command in it.</summary>
    public static Task<TmuxTerminal> RunAsync(int rows, int columns, params string[] arguments)
    {
        RequireTmux();
        return TmuxTerminal.StartAsync(rows, columns, $"exec {Lamella(arguments)} 2>/dev/null");
    }

    public static void RequireTmux()
    {
        if (!TmuxTerminal.IsInstalled())
        {
            Assert.Skip("There is no tmux on this machine (Debian's package tmux).");
        }
    }

    /// <summary>A file or folder of the shared data, or skips the test.</summary>
    public static string Data(params string[] path)
    {
        var root = Environment.GetEnvironmentVariable("LAMELLA_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var full = Path.Combine([root, "data", .. path]);
        if (!Path.Exists(full))
        {
            Assert.Skip($"{string.Join('/', path)} is not in the shared data folder (set LAMELLA_SHARED)");
        }

        return Path.GetFullPath(full);
    }

    /// <summary>Starts a service on free ports and waits until it serves.</summary>
    public static async Task<(Process Process, string Address)> ServeAsync(int? port = null)
    {
        var gateway = port ?? LoopbackPort.Free();
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "lamella.dll"), "serve", "--port", Text(gateway), "--silo-port", Text(LoopbackPort.Free())])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync();
        return (process, $"localhost:{gateway}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Solution.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
