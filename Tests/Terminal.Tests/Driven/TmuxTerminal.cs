using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Lamella.Terminal.Tests.Driven;

/// <summary>
/// A real terminal that a program can be run in, by way of tmux: keys are typed, the mouse is moved, and the screen is read.
/// Each has a tmux server of its own, without anybody's settings. What the screen shows is waited for by looking again and
/// again.
/// </summary>
internal sealed class TmuxTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Look = TimeSpan.FromMilliseconds(40);

    private readonly string _socket = Path.Combine(Path.GetTempPath(), $"lamella-test-{Guid.NewGuid():N}.tmux");

    private TmuxTerminal()
    {
    }

    /// <summary>Process of the program in the terminal.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Whether there is a tmux on this machine.</summary>
    public static bool IsInstalled()
    {
        try
        {
            using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-V"]) { RedirectStandardOutput = true });
            return tmux is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Opens a terminal of a size and runs a command of a shell in it, in true colour.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="command">The command.</param>
    /// <param name="folder">Where it runs; null for the folder of temporary files.</param>
    /// <param name="shell">The shell with its options.</param>
    public static async Task<TmuxTerminal> StartAsync(int rows, int columns, string command, string? folder = null, string shell = "sh -c")
    {
        var terminal = new TmuxTerminal();
        await terminal.TmuxAsync(
        [
            "-f", "/dev/null", "new-session", "-d", "-x", Text(columns), "-y", Text(rows), "-c", folder ?? Path.GetTempPath(),
            "-e", "COLORTERM=truecolor", "-e", "NO_COLOR=", "-e", "LC_ALL=C.UTF-8", .. shell.Split(' '), command,
        ]);
        terminal.ProcessId = int.Parse(await terminal.TmuxAsync("display-message", "-p", "#{pane_pid}"), CultureInfo.InvariantCulture);
        return terminal;
    }

    /// <summary>Another terminal that looks at this one, as after an SSH connection was made anew.</summary>
    public Task<TmuxTerminal> AttachAsync(int rows, int columns) => StartAsync(rows, columns, $"env -u TMUX tmux -S {_socket} attach");

    /// <summary>Presses keys by tmux's names, such as <c>Right</c>, <c>C-o</c> or <c>q</c>.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Types text.</summary>
    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", text);

    /// <summary>What a terminal sends when the left button goes down in a cell; rows and columns count from 0.</summary>
    public Task PressMouseAsync(int row, int column) => TypeAsync($"\e[<0;{column + 1};{row + 1}M");

    /// <summary>Moves the mouse with the left button held, through every column between.</summary>
    public async Task DragMouseAsync(int row, int fromColumn, int toColumn)
    {
        for (var column = fromColumn; column != toColumn; column += Math.Sign(toColumn - fromColumn))
        {
            await TypeAsync($"\e[<32;{column + 1};{row + 1}M");
        }

        await TypeAsync($"\e[<0;{toColumn + 1};{row + 1}m");
    }

    public Task ResizeAsync(int rows, int columns) => TmuxAsync("resize-window", "-x", Text(columns), "-y", Text(rows));

    /// <summary>The screen as text, a line a row, with colours as escape sequences if wanted.</summary>
    public Task<string> CaptureAsync(bool withColors = false) => TmuxAsync([.. new[] { "capture-pane", "-p" }, .. withColors ? new[] { "-e" } : []]);

    /// <summary>Looks at the screen until it shows something.</summary>
    /// <returns>The screen that shows it.</returns>
    /// <exception cref="TimeoutException">It never did; the message has the last screen.</exception>
    public async Task<string> WaitForAsync(Func<string, bool> isShown, string what)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var screen = await CaptureAsync();
            if (isShown(screen))
            {
                return screen;
            }

            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"The screen never showed {what}:\n{screen}");
            }

            await Task.Delay(Look);
        }
    }

    public Task<string> WaitForAsync(string text) => WaitForAsync(screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Takes the terminal away, as a dropped connection does.</summary>
    public Task KillAsync() => TmuxAsync("kill-server");

    /// <summary>Runs a tmux command on this terminal's server.</summary>
    public async Task<string> TmuxAsync(params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-S", _socket, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (tmux.StandardOutput.ReadToEndAsync(), tmux.StandardError.ReadToEndAsync());
        await tmux.WaitForExitAsync();
        return tmux.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {await error}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // The server has ended with its last program.
        }

        File.Delete(_socket);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
