using System.Collections.Immutable;
using Lamella.Contracts.Notices;
using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>
/// Batches on their way from the announcing grains to the agent of the same silo. Bounded: of each stream it keeps the
/// newest few, and older ones give way. Safe for concurrent use.
/// </summary>
internal sealed class NoticeQueue(int newestPerStream, NoticeMeters meters)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamId, Queue<NoticeBatch>> _waiting = [];
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    /// <summary>Puts a batch in; never waits.</summary>
    public void Post(StreamId stream, ImmutableArray<object> events, Dictionary<string, object>? context)
    {
        meters.OnAnnounced();
        lock (_gate)
        {
            if (!_waiting.TryGetValue(stream, out var batches))
            {
                _waiting.Add(stream, batches = new Queue<NoticeBatch>());
            }

            if (batches.Count == newestPerStream)
            {
                batches.Dequeue();
                meters.OnSkipped(1);
                meters.OnHeld(-1);
            }

            batches.Enqueue(new NoticeBatch(stream, ++_sequence, events, context));
            meters.OnHeld(1);
            _arrival.TrySetResult();
        }
    }

    /// <summary>Takes all batches, as soon as there are any.</summary>
    /// <param name="patience">How long it waits for one.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="cancellationToken">Stops waiting; what arrives then stays.</param>
    /// <returns>Those of one stream in the order of their sequence; none after the patience.</returns>
    public async Task<IList<IBatchContainer>> TakeAsync(
        TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task arrival;
        lock (_gate)
        {
            arrival = _arrival.Task;
        }

        if (!arrival.IsCompleted)
        {
            await arrival.WaitAsync(patience, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return cancellationToken.IsCancellationRequested ? [] : Take();
    }

    private List<IBatchContainer> Take()
    {
        lock (_gate)
        {
            List<IBatchContainer> taken = [.. _waiting.Values.SelectMany(static batches => batches)];
            _waiting.Clear();
            meters.OnHeld(-taken.Count);
            if (_arrival.Task.IsCompleted)
            {
                _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return taken;
        }
    }
}
