using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lamella.Sdk;

namespace Lamella.Benchmarks.Terminals;

/// <summary>What a person at a terminal waits for, and what the terminal is sent: the built command, driven from end to end.</summary>
internal static class TerminalFigures
{
    private const int MegabitPerSecond = 125_000;
    private const int PagesToTheEnd = 5;
    private const int Presses = 200, Starts = 5, Reports = 500;
    private const string Right = "\e[C", Left = "\e[D", PageDown = "\e[6~", PageUp = "\e[5~";

    private static readonly TimeSpan ScrubTime = TimeSpan.FromSeconds(6), KeyTime = TimeSpan.FromMilliseconds(10), Rest = TimeSpan.FromMilliseconds(60);

    private static readonly (string Name, int Rows, int Columns, bool HasSixel)[] Terminals =
        [("80×24", 24, 80, false), ("200×60", 60, 200, false), ("80×24, sixel", 24, 80, true), ("200×60, sixel", 60, 200, true)];

    /// <summary>Takes the figures.</summary>
    /// <param name="output">Where they are told.</param>
    /// <param name="only"><c>start</c>, <c>top</c> or a terminal such as <c>80×24</c>; null for all.</param>
    /// <param name="command">The program; null for the one that was built with this.</param>
    public static async Task RunAsync(TextWriter output, string? only, string? command)
    {
        string[] program = command is null ? ["dotnet", Built] : [command];
        var folder = Directory.CreateTempSubdirectory("lamella-terminal-");
        try
        {
            var sample = Path.Combine(folder.FullName, "sample.zarr");
            using (var writing = Process.Start("dotnet", [Built, "sample", sample]))
            {
                await writing.WaitForExitAsync();
            }

            if (only is null or "start")
            {
                await StartAsync(program, sample, output);
            }

            foreach (var terminal in Terminals.Where(terminal => only is null || terminal.Name == only))
            {
                await LatencyAsync(program, terminal, sample, output);
                await ScrubAsync(program, terminal, sample, 0, output);
                await ScrubAsync(program, terminal, sample, MegabitPerSecond, output);
            }

            if (only is null or "top")
            {
                await MonitorAsync(program, sample, output);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Built => Path.Combine(AppContext.BaseDirectory, "lamella.dll");

    private static async Task StartAsync(string[] program, string sample, TextWriter output)
    {
        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            using var terminal = new PseudoTerminal(24, 80, hasSixel: false, 0, [.. program, "view", sample]);
            var screen = await NextAsync(terminal, hasPicture: false);
            var picture = await NextAsync(terminal, static frame => frame.TellsLatency);
            times.Add(Stopwatch.GetElapsedTime(terminal.StartedAt, picture.At).TotalMilliseconds);
            output.WriteLine(Line($"start: screen after {Stopwatch.GetElapsedTime(terminal.StartedAt, screen.At).TotalMilliseconds:0} ms, picture after {times[^1]:0} ms"));
        }

        output.WriteLine(Line($"start: picture after {Percentile(times, 0.5):0} ms (median of {Starts})"));
    }

    private static async Task LatencyAsync(string[] program, (string Name, int Rows, int Columns, bool HasSixel) size, string sample, TextWriter output)
    {
        using var terminal = new PseudoTerminal(size.Rows, size.Columns, size.HasSixel, 0, [.. program, "view", sample]);
        await OpenedAsync(terminal);
        var (changes, pictures) = (new List<double>(), new List<double>());
        for (var press = 0; press < Presses; press++)
        {
            var start = Stopwatch.GetTimestamp();
            // A tenth of the axis: neighbouring planes are one plane in the coarsest level.
            terminal.Type(press / PagesToTheEnd % 2 == 0 ? PageDown : PageUp);
            var change = await NextAsync(terminal, hasPicture: false);
            changes.Add(Stopwatch.GetElapsedTime(start, change.At).TotalMilliseconds);
            var picture = change.HasPicture ? change : await NextAsync(terminal, hasPicture: true);
            pictures.Add(Stopwatch.GetElapsedTime(start, picture.At).TotalMilliseconds);
            await SettleAsync(terminal);
        }

        output.WriteLine(Line(
            $"{size.Name}: key to slider p50 {Percentile(changes, 0.5):0.0} p99 {Percentile(changes, 0.99):0.0} ms, key to picture p50 {Percentile(pictures, 0.5):0.0} p99 {Percentile(pictures, 0.99):0.0} ms, of {Presses}"));
    }

    private static async Task ScrubAsync(string[] program, (string Name, int Rows, int Columns, bool HasSixel) size, string sample, int bytesPerSecond, TextWriter output)
    {
        using var terminal = new PseudoTerminal(size.Rows, size.Columns, size.HasSixel, bytesPerSecond, [.. program, "view", sample]);
        await OpenedAsync(terminal);
        var (start, cpu, keys) = (Stopwatch.GetTimestamp(), terminal.ProcessorTime, 0);
        using var pace = new PeriodicTimer(KeyTime);
        while (Stopwatch.GetElapsedTime(start) < ScrubTime && await pace.WaitForNextTickAsync())
        {
            terminal.Type(keys++ / 25 % 2 == 0 ? Right : Left);
        }

        var (seconds, used) = (Stopwatch.GetElapsedTime(start).TotalSeconds, terminal.ProcessorTime - cpu);
        var frames = new List<TerminalFrame>();
        while (terminal.Frames.TryRead(out var frame))
        {
            frames.Add(frame);
        }

        var pictures = frames.Where(frame => frame.HasPicture).ToList();
        var (each, all) = (pictures.Select(frame => frame.Length).DefaultIfEmpty(0).Average() / 1000, frames.Sum(frame => (long)frame.Length) / seconds / 1000);
        output.WriteLine(Line(
            $"{size.Name}, {(bytesPerSecond == 0 ? "local" : "1 Mbit/s")}: {pictures.Count / seconds:0.0} pictures/s of {1 / KeyTime.TotalSeconds:0} keys/s, {each:0.0} kB a picture, {all:0} kB/s, {used.TotalSeconds / seconds * 100:0} % of a core"));
    }

    private static async Task MonitorAsync(string[] program, string sample, TextWriter output)
    {
        var (port, siloPort) = (FreePort(), FreePort());
        using var serve = Process.Start(new ProcessStartInfo("dotnet", [Built, "serve", "--port", port, "--silo-port", siloPort]) { RedirectStandardOutput = true })!;
        try
        {
            await serve.StandardOutput.ReadLineAsync();
            using var terminal = new PseudoTerminal(24, 80, hasSixel: false, 0, [.. program, "view", sample, "--connect", $"localhost:{port}"]);
            await OpenedAsync(terminal);
            await using var client = await LamellaClient.ConnectAsync($"localhost:{port}");
            await AskAsync(client, Reports);
            var before = Used(serve);
            var start = Stopwatch.GetTimestamp();
            await AskAsync(client, Reports);
            var each = (Used(serve) - before) / Reports;
            output.WriteLine(Line(
                $"top: a report costs the silo {each.TotalMilliseconds:0.00} ms of a core ({each.TotalSeconds * 100:0.00} % at one a second), answered in {Stopwatch.GetElapsedTime(start).TotalMilliseconds / Reports:0.00} ms"));

            using var top = new PseudoTerminal(60, 200, hasSixel: false, 0, [.. program, "top", "--connect", $"localhost:{port}"]);
            await NextAsync(top, hasPicture: false);
            await Task.Delay(TimeSpan.FromSeconds(5));
            (start, before) = (Stopwatch.GetTimestamp(), top.ProcessorTime);
            await Task.Delay(TimeSpan.FromSeconds(10));
            output.WriteLine(Line($"top: the monitor itself uses {(top.ProcessorTime - before) / Stopwatch.GetElapsedTime(start) * 100:0.0} % of a core"));
        }
        finally
        {
            serve.Kill();
        }
    }

    private static async Task AskAsync(LamellaClient client, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await client.GetClusterReportAsync();
        }
    }

    private static Task<TerminalFrame> NextAsync(PseudoTerminal terminal, bool hasPicture) =>
        NextAsync(terminal, frame => frame.HasPicture || !hasPicture);

    private static async Task<TerminalFrame> NextAsync(PseudoTerminal terminal, Func<TerminalFrame, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var frame = await terminal.Frames.ReadAsync(patience.Token);
            if (isWanted(frame))
            {
                return frame;
            }
        }
    }

    private static async Task OpenedAsync(PseudoTerminal terminal)
    {
        await NextAsync(terminal, static frame => frame.TellsLatency);
        await SettleAsync(terminal);
    }

    /// <summary>Waits until nothing more comes.</summary>
    private static async Task SettleAsync(PseudoTerminal terminal)
    {
        while (true)
        {
            using var rest = new CancellationTokenSource(Rest);
            try
            {
                await terminal.Frames.ReadAsync(rest.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static TimeSpan Used(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static double Percentile(List<double> values, double share) =>
        values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1));

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
