using System.Collections.Immutable;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Lamella.Contracts.Notices;

/// <summary>
/// What one call to a stream of notices announced, as it travels from the silo of the announcing grain to a subscriber.
/// Within one process it travels by reference.
/// </summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Sequence">Grows from batch to batch of a stream within one silo's life, not without gaps.</param>
/// <param name="Events">The events, in the order in which they were announced; immutable themselves, or copied before.</param>
/// <param name="Context">Orleans' request context of the announcing call, null where it was empty.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.notice-batch")]
public sealed record NoticeBatch(
    [property: Id(0)] StreamId StreamId,
    [property: Id(1)] long Sequence,
    [property: Id(2)] ImmutableArray<object> Events,
    [property: Id(3)] Dictionary<string, object>? Context) : IBatchContainer
{
    /// <inheritdoc/>
    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Sequence);

    /// <inheritdoc/>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        Events.OfType<T>().Select((happened, index) =>
            Tuple.Create<T, StreamSequenceToken>(happened, new EventSequenceTokenV2(Sequence, index)));

    /// <inheritdoc/>
    public bool ImportRequestContext()
    {
        if (Context is null)
        {
            return false;
        }

        RequestContextExtensions.Import(Context);
        return true;
    }
}
