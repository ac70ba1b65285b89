namespace Lamella.Engine.Arrays.Chunks.Prefetch;

/// <summary>The measured motion of one slider along one axis of one array. Not safe for concurrent use.</summary>
internal sealed class SliderMotion(TimeProvider timeProvider, TimeSpan idle)
{
    /// <summary>Moves that the velocity is measured over: enough to smooth a hand, few enough to follow it.</summary>
    private const int Window = 5;

    private readonly Queue<(long Timestamp, double Position)> _moves = [];
    private int _axis = -1;
    private double _position;
    private long _timestamp;

    /// <summary>Moves in the present direction, one after another.</summary>
    public int Moves { get; private set; }

    /// <summary>−1, 0 or 1.</summary>
    public int Direction { get; private set; }

    /// <summary>Elements a second, ≥ 0; 0 until there are two moves.</summary>
    public double Speed { get; private set; }

    /// <summary>Mean time between moves; zero until there are two.</summary>
    public TimeSpan Interval { get; private set; }

    /// <summary>Takes a position.</summary>
    /// <param name="axis">The axis; another one than before begins anew.</param>
    /// <param name="position">Where the slider is, in elements.</param>
    /// <returns>Whether the direction has changed, or the motion begun anew.</returns>
    public bool Observe(int axis, double position)
    {
        var now = timeProvider.GetTimestamp();
        var direction = Math.Sign(position - _position);
        if (axis == _axis && direction == 0)
        {
            return false;
        }

        var turned = axis != _axis || direction != Direction || timeProvider.GetElapsedTime(_timestamp, now) > idle;
        if (turned)
        {
            _moves.Clear();
            Moves = 0;
            Speed = 0;
            Direction = axis == _axis ? direction : 0;
            if (axis == _axis)
            {
                _moves.Enqueue((_timestamp, _position));
            }
        }

        Moves += axis == _axis ? 1 : 0;
        (_axis, _position, _timestamp) = (axis, position, now);
        _moves.Enqueue((now, position));
        if (_moves.Count > Window)
        {
            _moves.Dequeue();
        }

        var (first, start) = _moves.Peek();
        var elapsed = timeProvider.GetElapsedTime(first, now);
        Speed = elapsed > TimeSpan.Zero ? Math.Abs(position - start) / elapsed.TotalSeconds : 0;
        Interval = _moves.Count > 1 ? elapsed / (_moves.Count - 1) : TimeSpan.Zero;
        return turned;
    }
}
