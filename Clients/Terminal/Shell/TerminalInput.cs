using System.Runtime.InteropServices;
using System.Text;
using Terminal.Gui.Drivers;

namespace Lamella.Terminal.Shell;

/// <summary>
/// Reads what the terminal sends the moment it comes, and hands it to Terminal.Gui, which would look for it every 20 ms. In
/// the meantime an empty pipe stands where Terminal.Gui reads. That pipe stays when the terminal hangs up (an SSH connection
/// dropped, a tmux killed): <c>poll</c> then reports input for ever and <c>read</c> gives none, and Terminal.Gui's loop
/// would turn between the two without ever looking at its cancellation. Does nothing on Windows.
/// </summary>
internal sealed partial class TerminalInput : IDisposable
{
    private const int StandardInput = 0, ReadWrite = 2, BufferLength = 4096;
    private const short Readable = 0x1, Gone = 0x8 | 0x10 | 0x20;
    private const int Interrupted = 4, Again = 11;

    /// <summary>A terminal's answer to "device status report", with which frames end: all before it has been shown.</summary>
    private const string Ready = "\e[0n";

    private readonly Lock _lock = new();
    private readonly AnsiInputProcessor? _processor;
    private readonly Action _arrived, _ready, _lost;
    private readonly int _terminal = -1, _silence = -1, _end = -1;
    private readonly Thread? _thread;
    private bool _isLost, _isRestored;

    private TerminalInput(AnsiInputProcessor? processor, Action arrived, Action ready, Action lost)
    {
        (_processor, _arrived, _ready, _lost) = (processor, arrived, ready, lost);
        var pipe = new int[2];
        if (OperatingSystem.IsWindows() || processor is null || IsTerminal(StandardInput) != 1 || Pipe(pipe) != 0)
        {
            return;
        }

        (_silence, _end) = (pipe[0], pipe[1]);
        _terminal = Duplicate(StandardInput);
        _ = Duplicate(_silence, StandardInput);
        _thread = new Thread(Run) { Name = "terminal input", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Whether input comes by itself; otherwise Terminal.Gui looks for it.</summary>
    public bool IsPushed => _thread is not null;

    /// <summary>Lets the terminal be standard input, where that is something else: before Terminal.Gui looks at it.</summary>
    public static void TakeTerminal()
    {
        if (!OperatingSystem.IsWindows() && IsTerminal(StandardInput) != 1 && Open("/dev/tty", ReadWrite) is >= 0 and var terminal)
        {
            _ = Duplicate(terminal, StandardInput);
            _ = Close(terminal);
        }
    }

    /// <summary>Begins to read.</summary>
    /// <param name="processor">Takes the characters.</param>
    /// <param name="arrived">Called after some have come, on a thread of its own.</param>
    /// <param name="ready">Called when the terminal says that it has taken what it was sent, on the same thread.</param>
    /// <param name="lost">Called once if the terminal hangs up, on the same thread.</param>
    public static TerminalInput Start(IInputProcessor processor, Action arrived, Action ready, Action lost) =>
        new(processor as AnsiInputProcessor, arrived, ready, lost);

    /// <summary>Lets Terminal.Gui have the terminal back, to leave it as it was. May be called again, and by any thread.</summary>
    public void Restore()
    {
        lock (_lock)
        {
            if (IsPushed && !_isLost && !_isRestored)
            {
                _ = Duplicate(_terminal, StandardInput);
            }

            _isRestored = true;
        }
    }

    public void Dispose()
    {
        if (_thread is not null)
        {
            Restore();

            // The reading end hangs up with it, and that wakes the thread.
            _ = Close(_end);
            _thread.Join();
            _ = Close(_silence);
            _ = Close(_terminal);
        }
    }

    private void Run()
    {
        var polled = new Polled[] { new() { Descriptor = _terminal, Asked = Readable }, new() { Descriptor = _silence } };
        var held = "";
        var (bytes, characters, decoder) = (new byte[BufferLength], new char[BufferLength], Encoding.UTF8.GetDecoder());
        while (true)
        {
            if (Poll(polled, (nuint)polled.Length, -1) < 0)
            {
                if (Marshal.GetLastPInvokeError() == Interrupted)
                {
                    continue;
                }

                break;
            }

            if (polled[1].Returned != 0)
            {
                return;
            }

            var length = (polled[0].Returned & Gone) == 0 ? (int)Read(_terminal, bytes, (nuint)bytes.Length) : 0;
            if (length < 0 && Marshal.GetLastPInvokeError() is Interrupted or Again)
            {
                continue;
            }

            if (length <= 0)
            {
                break;
            }

            held += new string(characters, 0, decoder.GetChars(bytes, 0, length, characters, 0));
            held = Take(held);
            _arrived();
        }

        lock (_lock)
        {
            _isLost = true;
        }

        _lost();
    }

    /// <returns>The beginning of an answer whose rest is still to come; an escape alone may be the key.</returns>
    private string Take(ReadOnlySpan<char> characters)
    {
        while (!characters.IsEmpty)
        {
            if (characters.StartsWith(Ready))
            {
                _ready();
                characters = characters[Ready.Length..];
            }
            else if (characters.Length > 1 && Ready.StartsWith(characters.ToString(), StringComparison.Ordinal))
            {
                return characters.ToString();
            }
            else
            {
                _processor!.InputQueue.Enqueue(characters[0]);
                characters = characters[1..];
            }
        }

        return "";
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, [Out] byte[] buffer, nuint count);

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
