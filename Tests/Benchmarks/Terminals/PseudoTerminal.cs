using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace Lamella.Benchmarks.Terminals;

/// <summary>
/// A terminal that shows nothing and answers what terminals are asked: it counts what a program writes, and tells of each
/// whole frame when it has come. It may take its bytes no faster than a slow link would. Linux.
/// </summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, SetWindowSize = 0x5414;
    private const int QuestionLength = 8, Interrupted = 4;
    private const int CellHeight = 20, CellWidth = 10;

    /// <summary>What ends a frame (synchronized output).</summary>
    private static readonly byte[] FrameEnd = "\e[?2026l"u8.ToArray();

    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(10);

    private readonly int _master, _rows, _columns;
    private readonly bool _hasSixel;
    private readonly int _bytesPerSecond;
    private readonly Channel<TerminalFrame> _frames = Channel.CreateUnbounded<TerminalFrame>();
    private readonly Process _process;
    private readonly List<byte> _frame = [];

    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="hasSixel">Whether it says that it takes sixels.</param>
    /// <param name="bytesPerSecond">How fast it takes bytes; 0 for as fast as they come.</param>
    /// <param name="command">The program with its arguments.</param>
    public PseudoTerminal(int rows, int columns, bool hasSixel, int bytesPerSecond, params string[] command)
    {
        (_rows, _columns, _hasSixel, _bytesPerSecond) = (rows, columns, hasSixel, bytesPerSecond);
        _master = OpenMaster(ReadWrite | NoControllingTerminal);
        if (_master < 0 || Grant(_master) != 0 || Unlock(_master) != 0)
        {
            throw new IOException("No pseudo terminal could be opened.");
        }

        var size = new WindowSize { Rows = (ushort)rows, Columns = (ushort)columns, Width = (ushort)(columns * CellWidth), Height = (ushort)(rows * CellHeight) };
        _ = Control(_master, SetWindowSize, ref size);
        var slave = Marshal.PtrToStringUTF8(NameOf(_master))!;
        StartedAt = Stopwatch.GetTimestamp();
        _process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec setsid -c \"$@\" < \"$0\" > \"$0\" 2>&1", slave, .. command])
        {
            Environment = { ["COLORTERM"] = "truecolor", ["TERM"] = "xterm-256color", ["LC_ALL"] = "C.UTF-8", ["NO_COLOR"] = "" },
        })!;
        new Thread(Read) { IsBackground = true, Name = "pseudo terminal" }.Start();
    }

    /// <summary>When the program was started, as a stopwatch's time stamp.</summary>
    public long StartedAt { get; }

    /// <summary>The frames, in order, each when its last byte has been taken.</summary>
    public ChannelReader<TerminalFrame> Frames => _frames.Reader;

    /// <summary>Processor time that the program has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Types text.</summary>
    public void Type(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _ = Write(_master, bytes, (nuint)bytes.Length);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _ = Close(_master);
    }

    private void Read()
    {
        // A slow link hands over its share of bytes at even times.
        var share = _bytesPerSecond == 0 ? 65536 : Math.Max(1, (int)(_bytesPerSecond * Slot.TotalSeconds));
        var buffer = new byte[share];
        using var pace = _bytesPerSecond == 0 ? null : new PeriodicTimer(Slot);
        while (true)
        {
            pace?.WaitForNextTickAsync().AsTask().GetAwaiter().GetResult();
            var length = (int)Read(_master, buffer, (nuint)buffer.Length);
            if (length < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            {
                continue;
            }

            if (length <= 0)
            {
                _frames.Writer.TryComplete();
                return;
            }

            Take(buffer.AsSpan(0, length));
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            _frame.Add(next);
            if (next == 'l' && CollectionsMarshal.AsSpan(_frame).EndsWith(FrameEnd))
            {
                _frames.Writer.TryWrite(TerminalFrame.Of(CollectionsMarshal.AsSpan(_frame)));
                _frame.Clear();
            }
            else if (next is (byte)'c' or (byte)'t' or (byte)'n')
            {
                var asked = CollectionsMarshal.AsSpan(_frame);
                Answer(Encoding.Latin1.GetString(asked[Math.Max(0, asked.Length - QuestionLength)..]));
            }
        }
    }

    /// <summary>Answers to the questions that Terminal.Gui asks at its start (xterm's "ctlseqs").</summary>
    private void Answer(string asked)
    {
        (string Question, string Answer)[] known =
        [
            ("\e[5n", "\e[0n"),
            ("\e[0c", _hasSixel ? "\e[?62;4;22c" : "\e[?62;22c"),
            ("\e[16t", $"\e[6;{CellHeight};{CellWidth}t"),
            ("\e[14t", $"\e[4;{_rows * CellHeight};{_columns * CellWidth}t"),
            ("\e[18t", $"\e[8;{_rows};{_columns}t"),
        ];
        foreach (var (question, answer) in known)
        {
            if (asked.EndsWith(question, StringComparison.Ordinal))
            {
                Type(answer);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname")]
    private static partial nint NameOf(int master);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, ref WindowSize size);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, [Out] byte[] buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte[] buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    /// <summary>The kernel's <c>struct winsize</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows, Columns, Width, Height;
    }
}
