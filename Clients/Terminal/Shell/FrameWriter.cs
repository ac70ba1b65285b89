using System.Collections.Immutable;
using System.Text;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Shell.Graphics;

namespace Lamella.Terminal.Shell;

/// <summary>
/// Writes frames to the terminal on a thread of its own, so that a slow terminal holds up nobody: while one is being
/// written only the newest of the others is kept. On a slow link colours become coarser until frames take a fraction of a
/// second, and fine again once nothing moves. Safe for concurrent use.
/// </summary>
internal sealed class FrameWriter : IDisposable
{
    // Synchronized output (DEC private mode 2026): terminals that know it show a frame at once, others ignore it.
    private const string Begin = "\e[?2026h\e[?25l", End = "\e[?2026l";

    private static readonly ImmutableArray<int> Steps = [1, 8, 16, 32];
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(90), Fast = TimeSpan.FromMilliseconds(25), Calm = TimeSpan.FromMilliseconds(400);

    private readonly Stream _output;
    private readonly TimeProvider _clock;
    private readonly Action _written;
    private readonly FrameEncoder _encoder;
    private readonly GraphicsProtocol _protocol;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _offered = new(false);
    private readonly Thread _thread;
    private Frame? _next;
    private ImmutableArray<Raster> _pictures = [];
    private bool _isForgotten, _isOver, _isWriting;
    private int _coarseness;

    /// <param name="output">The terminal.</param>
    /// <param name="depth">What it can show.</param>
    /// <param name="protocol">How it takes pictures.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="written">Called when a frame has been written, on the writer's thread.</param>
    public FrameWriter(Stream output, ColorDepth depth, GraphicsProtocol protocol, TimeProvider clock, Action written)
    {
        (_output, _clock, _protocol, _encoder, _written) = (output, clock, protocol, new FrameEncoder(depth), written);
        _thread = new Thread(Run) { Name = "terminal output", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Frames written, frames that gave way to newer ones, and bytes written, so far.</summary>
    public (long Frames, long Dropped, long Bytes) Counts { get; private set; }

    /// <summary>Whether a frame offered now is written at once.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_isWriting && _next is null;
            }
        }
    }

    /// <summary>Shows a frame as soon as the one before has been written; a frame that still waits gives way.</summary>
    public void Offer(Frame frame)
    {
        lock (_lock)
        {
            Counts = _next is null ? Counts : Counts with { Dropped = Counts.Dropped + 1 };
            _next = frame;
        }

        _offered.Set();
    }

    /// <summary>The terminal was cleared or has another size: the next frame is written whole.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _isForgotten = true;
        }
    }

    /// <summary>Ends writing; waits for the frame being written.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _offered.Set();
        _thread.Join(TimeSpan.FromSeconds(1));
        _offered.Dispose();
    }

    private void Run()
    {
        Frame? last = null;
        while (true)
        {
            var isCalm = !_offered.WaitOne(_coarseness > 0 ? Calm : Timeout.InfiniteTimeSpan);
            Frame? frame;
            lock (_lock)
            {
                if (_isOver)
                {
                    return;
                }

                if (_isForgotten)
                {
                    _isForgotten = false;
                    _encoder.Forget();
                    _pictures = [];
                }

                // Nothing has moved for a while: the last frame once more, in its true colours.
                frame = isCalm ? last : _next;
                _coarseness = isCalm ? 0 : _coarseness;
                (_next, _isWriting) = (null, frame is not null);
            }

            if (frame is not null)
            {
                Write(frame);
                last = frame;
                _written();
            }
        }
    }

    private void Write(Frame frame)
    {
        var text = new StringBuilder(Begin);
        _encoder.Encode(frame.Cells, Steps[_coarseness], text);
        EncodePictures(frame.Pictures, text);
        var isSame = text.Length == Begin.Length;
        var bytes = isSame ? [] : Encoding.UTF8.GetBytes(text.Append(End).ToString());
        var start = _clock.GetTimestamp();
        var isClosed = false;
        try
        {
            _output.Write(bytes);
            _output.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone; its hang-up ends the program.
            isClosed = true;
        }

        var taken = _clock.GetElapsedTime(start);
        _coarseness = taken > Slow ? Math.Min(_coarseness + 1, Steps.Length - 1) : taken < Fast && bytes.Length > 4096 ? Math.Max(_coarseness - 1, 0) : _coarseness;
        lock (_lock)
        {
            _isWriting = false;
            _isOver |= isClosed;
            Counts = isSame ? Counts : Counts with { Frames = Counts.Frames + 1, Bytes = Counts.Bytes + bytes.Length };
        }
    }

    private void EncodePictures(ImmutableArray<Raster> pictures, StringBuilder text)
    {
        for (var number = 0; number < pictures.Length; number++)
        {
            var picture = pictures[number];
            if (number < _pictures.Length && _pictures[number].IsSame(picture))
            {
                continue;
            }

            text.Append("\e[").Append(picture.Area.Row + 1).Append(';').Append(picture.Area.Column + 1).Append('H');
            if (_protocol == GraphicsProtocol.Kitty)
            {
                KittyEncoder.Encode(picture.Image, number + 1, picture.Area.Rows, picture.Area.Columns, text);
            }
            else
            {
                SixelEncoder.Encode(picture.Image, text);
            }
        }

        if (_protocol == GraphicsProtocol.Kitty && pictures.Length < _pictures.Length && pictures.IsEmpty)
        {
            text.Append(KittyEncoder.Clear);
        }

        _pictures = pictures;
    }
}
