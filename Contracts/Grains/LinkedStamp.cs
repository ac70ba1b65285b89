using MessagePack;

namespace Lamella.Contracts.Grains;

/// <summary>
/// When a linked change was made, by a hybrid logical clock: later than every change that its viewer had seen. Of two
/// changes of one part the one with the later stamp wins, in whatever order they arrive, so that linked viewers agree.
/// </summary>
/// <param name="Time">Ticks of UTC, or more where the viewer had seen a later one.</param>
/// <param name="Origin">Names the viewer's life that made the change; decides between changes of the same time.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.linked-stamp")]
public readonly record struct LinkedStamp(
    [property: Id(0), Key(0)] long Time,
    [property: Id(1), Key(1)] Guid Origin) : IComparable<LinkedStamp>
{
    /// <inheritdoc/>
    public int CompareTo(LinkedStamp other) => Time != other.Time ? Time.CompareTo(other.Time) : Origin.CompareTo(other.Origin);

    /// <summary>Whether one is earlier than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(LinkedStamp left, LinkedStamp right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is later than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(LinkedStamp left, LinkedStamp right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not later than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(LinkedStamp left, LinkedStamp right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not earlier than the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(LinkedStamp left, LinkedStamp right) => left.CompareTo(right) >= 0;
}
