using System.Collections.Immutable;
using System.Text;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Shell.Graphics;

namespace Lamella.Terminal.Shell;

/// <summary>
/// Writes frames to the terminal on a thread of its own, so that a slow terminal holds up nobody: until it says that it has
/// shown one, only the newest of the others is kept. On a slow link frames become coarser until they take a fraction of a
/// second, and are made fine piece by piece once nothing moves. Safe for concurrent use.
/// </summary>
internal sealed class FrameWriter : IDisposable
{
    // Synchronized output (DEC private mode 2026): terminals that know it show a frame at once, others ignore it.
    private const string Begin = "\e[?2026h\e[?25l", End = "\e[?2026l";

    /// <summary>"Device status report": a terminal answers it when it comes to it, and so has shown what stands before it.</summary>
    private const string Ask = "\e[5n";

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(60), Calm = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);

    private readonly Stream _output;
    private readonly TimeProvider _clock;
    private readonly Action _written;
    private readonly FrameEncoder _encoder;
    private readonly GraphicsProtocol _protocol;
    private readonly LinkSpeed _link = new();
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _offered = new(false), _answered = new(false);
    private readonly ManualResetEvent _ended = new(false);
    private readonly Thread _thread;
    private Frame? _next;
    private ImmutableArray<Raster> _pictures = [];
    private bool _isDisposed, _isForgotten, _isWriting, _asks, _hasAnswered, _isFine = true;
    private int _level, _cellsLength, _pictureLength;

    /// <param name="output">The terminal.</param>
    /// <param name="depth">What it can show.</param>
    /// <param name="protocol">How it takes pictures.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="asks">Whether the terminal is asked to say when it has shown a frame; <see cref="Answered"/> is then called.</param>
    /// <param name="written">Called when a frame has been written, on the writer's thread.</param>
    public FrameWriter(Stream output, ColorDepth depth, GraphicsProtocol protocol, TimeProvider clock, bool asks, Action written)
    {
        (_output, _clock, _protocol, _asks, _encoder, _written) = (output, clock, protocol, asks, new FrameEncoder(depth), written);
        _thread = new Thread(Run) { Name = "terminal output", IsBackground = true };
        _thread.Start();
    }

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

    /// <summary>How long pictures of pixels take on their way to the terminal.</summary>
    public TimeSpan PictureTime
    {
        get
        {
            lock (_lock)
            {
                return _link.TimeFor(_pictureLength);
            }
        }
    }

    /// <summary>Shows a frame as soon as the one before has been written; a frame that still waits gives way.</summary>
    public void Offer(Frame frame)
    {
        lock (_lock)
        {
            _next = frame;
        }

        _offered.Set();
    }

    /// <summary>The terminal has shown all that was sent. An answer that comes after the end is for nobody.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _answered.Set();
            }
        }
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
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _ended.Set();
        }

        if (_thread.Join(TimeSpan.FromSeconds(1)))
        {
            _offered.Dispose();
            _answered.Dispose();
            _ended.Dispose();
        }
    }

    private void Run()
    {
        var last = new Frame(new CellGrid(0, 0), []);
        while (WaitHandle.WaitAny([_ended, _offered], _isFine ? Timeout.InfiniteTimeSpan : Calm) is not 0 and var woken)
        {
            var isCalm = woken == WaitHandle.WaitTimeout;
            lock (_lock)
            {
                if (_isForgotten)
                {
                    _isForgotten = false;
                    _encoder.Forget();
                    _pictures = [];
                }

                last = isCalm || _next is null ? last : _next;
                (_next, _isWriting) = (null, !isCalm);
            }

            if (isCalm)
            {
                Refine(last);
            }
            else
            {
                var text = new StringBuilder();
                _encoder.Encode(Coarseness.Levels[_level].Apply(last.Cells), text);
                var pictureLength = EncodePictures(last.Pictures, text);
                _isFine = _level == 0;
                var cellsLength = text.Length - pictureLength;
                Send(text);
                Adapt(cellsLength, pictureLength);
            }

            lock (_lock)
            {
                _isWriting = false;
            }

            _written();
        }
    }

    /// <summary>The true colours of a frame in pieces, so that the next movement does not wait for all of it.</summary>
    private void Refine(Frame frame)
    {
        while (!_isFine && _next is null)
        {
            var text = new StringBuilder();
            _isFine = _encoder.Encode(frame.Cells, text, _link.BytesIn(Limit));
            Send(text);
            if (_ended.WaitOne(0))
            {
                return;
            }
        }
    }

    private void Adapt(int cellsLength, int pictureLength)
    {
        lock (_lock)
        {
            _pictureLength = pictureLength > 0 ? pictureLength : _pictureLength;
            _cellsLength = cellsLength > LinkSpeed.LargeLength ? (int)(cellsLength / Coarseness.Levels[_level].Length) : _cellsLength;
            _level = Coarseness.LevelFor(_link.TimeFor(_cellsLength), Limit);
        }
    }

    private void Send(StringBuilder text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text.Insert(0, Begin).Append(End).Append(_asks ? Ask : "").ToString());
        var start = _clock.GetTimestamp();
        _answered.Reset();
        try
        {
            _output.Write(bytes);
            _output.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone; its hang-up ends the program.
            _ended.Set();
            return;
        }

        if (_asks)
        {
            // A terminal that never answers is not asked again; one that has answered may need its time for a large frame.
            var isAnswered = WaitHandle.WaitAny([_ended, _answered], Answer) == 1;
            _hasAnswered |= isAnswered;
            _asks = isAnswered || _hasAnswered;
        }

        lock (_lock)
        {
            _link.Add(bytes.Length, _clock.GetElapsedTime(start));
        }
    }

    /// <returns>Characters of the pictures that were appended.</returns>
    private int EncodePictures(ImmutableArray<Raster> pictures, StringBuilder text)
    {
        var start = text.Length;
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

        var length = text.Length - start;
        if (_protocol == GraphicsProtocol.Kitty && pictures.Length < _pictures.Length && pictures.IsEmpty)
        {
            text.Append(KittyEncoder.Clear);
        }

        _pictures = pictures;
        return length;
    }
}
