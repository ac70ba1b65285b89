using Lamella.Contracts.Errors;
using Orleans.Streams;

namespace Lamella.Contracts.Notices;

/// <summary>
/// Answers notices for a subscription that nobody here knows with <see cref="LamellaErrorCode.NotFound"/>, so that the silo
/// can forget it; Orleans itself takes them for delivered. There is such a subscription where the silo's answer to a
/// subscriber was lost. Added with streams of notices; safe for concurrent use.
/// </summary>
public sealed class UnheardNotices : IIncomingGrainCallFilter
{
    /// <summary>The argument of Orleans' delivering call that is the batch.</summary>
    private const int Batch = 2;

    private const string Delivery = "DeliverBatch";

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) =>
        context.MethodName == Delivery && context.Request.GetArgumentCount() > Batch && context.Request.GetArgument(Batch) is NoticeBatch batch
            ? DeliverAsync(context, batch)
            : context.Invoke();

    /// <summary>Whether an answer to a delivery says that nobody knows the subscription.</summary>
    /// <param name="answer">The error that was answered; null for none.</param>
    /// <param name="stream">The stream of the delivery.</param>
    public static bool IsAnswer(Exception? answer, StreamId stream) =>
        answer is LamellaException { Code: LamellaErrorCode.NotFound } error && error.Path == stream.ToString();

    private static async Task DeliverAsync(IIncomingGrainCallContext context, NoticeBatch batch)
    {
        WatchedBatch watched = new(batch);
        context.Request.SetArgument(Batch, watched);
        await context.Invoke().ConfigureAwait(true);
        if (!watched.IsOpened && context.Result is null)
        {
            throw new LamellaException(
                LamellaErrorCode.NotFound,
                $"Nobody here subscribes to '{batch.StreamId}' under that name.",
                batch.StreamId.ToString());
        }
    }

    /// <summary>A batch that remembers whether a subscriber has looked into it.</summary>
    private sealed class WatchedBatch(NoticeBatch batch) : IBatchContainer
    {
        public bool IsOpened { get; private set; }

        public StreamId StreamId => batch.StreamId;

        public StreamSequenceToken SequenceToken => batch.SequenceToken;

        public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
        {
            IsOpened = true;
            return batch.GetEvents<T>();
        }

        public bool ImportRequestContext() => batch.ImportRequestContext();
    }
}
