namespace Lamella.Terminal.Shell;

/// <summary>What is known of the way to the terminal from how long it took to show frames. Of one thread.</summary>
internal sealed class LinkSpeed
{
    /// <summary>Smaller frames say how long the way is, not how wide.</summary>
    public const int LargeLength = 2048;

    private const double NewShare = 0.5;

    private double? _secondsPerByte;
    private TimeSpan? _roundTrip;

    /// <summary>Takes the time from the first byte of a frame to the terminal's answer that it is shown.</summary>
    public void Add(int length, TimeSpan taken)
    {
        if (length >= LargeLength)
        {
            var sending = taken - (_roundTrip is { } least && least < taken ? least : TimeSpan.Zero);
            var each = sending.TotalSeconds / length;
            _secondsPerByte = _secondsPerByte is { } known ? known + (NewShare * (each - known)) : each;
        }
        else
        {
            _roundTrip = _roundTrip is { } least && least < taken ? least : taken;
        }
    }

    /// <summary>How many bytes go in some time; no limit where nothing is known.</summary>
    public int BytesIn(TimeSpan time) => _secondsPerByte is > 0 and var each ? (int)Math.Clamp(time.TotalSeconds / each, LargeLength, int.MaxValue) : int.MaxValue;

    /// <summary>How long some bytes would take.</summary>
    public TimeSpan TimeFor(int length) => TimeSpan.FromSeconds(length * (_secondsPerByte ?? 0));
}
