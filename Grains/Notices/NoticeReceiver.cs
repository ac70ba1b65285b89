using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>
/// Hands the batches of a queue to Orleans' pulling agent as soon as there are any. The agent asks again at once after
/// each answer that has some, so that its pull becomes a push.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="patience">How long one wait lasts at most, so that the agent gets to its housekeeping.</param>
/// <param name="clock">Measures the patience.</param>
internal sealed class NoticeReceiver(NoticeQueue queue, TimeSpan patience, TimeProvider clock) : IQueueAdapterReceiver
{
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) =>
        GetQueueMessagesAsync(maxCount, CancellationToken.None);

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken) =>
        queue.TakeAsync(patience, clock, cancellationToken);

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;
}
