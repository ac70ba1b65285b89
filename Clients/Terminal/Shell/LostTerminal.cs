using System.Runtime.InteropServices;

namespace Lamella.Terminal.Shell;

/// <summary>
/// Notices that the terminal is gone: an SSH connection dropped, a tmux killed. <c>poll</c> then reports input for ever and
/// <c>read</c> gives none, and Terminal.Gui's input loop would turn between the two without looking at its cancellation. So
/// a pipe on which nothing comes takes the terminal's place. Of one thread; does nothing on Windows, which has no hang-ups.
/// </summary>
internal sealed partial class LostTerminal : IDisposable
{
    /// <summary>Terminal.Gui opens the terminal once more where standard input is something else; the number it gets is the lowest free one.</summary>
    private const int MaxDescriptor = 4096;

    private const int StandardOutput = 1, StandardError = 2;
    private const short HangUp = 0x10;
    private const int Interrupted = 4;

    private int[] _terminals = [];
    private int _read, _write;
    private Thread? _thread;

    /// <summary>Begins to watch, once the terminal has been opened.</summary>
    /// <param name="lost">Called once, on a thread of its own, after the pipe has taken the terminal's place.</param>
    public void Watch(Action lost)
    {
        var ends = new int[2];
        _terminals = OperatingSystem.IsWindows() ? [] : [.. Enumerable.Range(0, MaxDescriptor).Where(IsInput)];
        if (_terminals.Length == 0 || Pipe(ends) != 0)
        {
            return;
        }

        (_read, _write) = (ends[0], ends[1]);
        _thread = new Thread(() => Wait(lost)) { Name = "terminal hang-up", IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        if (_thread is not null)
        {
            // The reading end hangs up with it, and that wakes the thread.
            _ = Close(_write);
            _thread.Join();
            _ = Close(_read);
        }
    }

    private void Wait(Action lost)
    {
        // No events are asked for: hang-ups are told all the same.
        var polled = new Polled[] { new() { Descriptor = _terminals[0] }, new() { Descriptor = _read } };
        while (Poll(polled, (nuint)polled.Length, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }
        }

        if ((polled[0].Returned & HangUp) != 0)
        {
            foreach (var terminal in _terminals)
            {
                _ = Duplicate(_read, terminal);
            }

            lost();
        }
    }

    /// <summary>Writing to a lost terminal fails at once and harms nobody.</summary>
    private static bool IsInput(int descriptor) => descriptor is not (StandardOutput or StandardError) && IsTerminal(descriptor) == 1;

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll([In, Out] Polled[] polled, nuint count, int timeout);

    /// <summary>POSIX's <c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Asked;
        public short Returned;
    }
}
