using Lamella.Contracts.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Grains.Notices;

/// <summary>
/// Stands between the agents that deliver notices and the subscribers. Before an agent reads on in a queue it waits until each
/// subscriber of a stream that is new to it has said where to begin; streams of notices begin with the next, so that no dead
/// subscriber need be asked. A subscription that its subscriber does not know is forgotten.
/// </summary>
/// <param name="agents">The agents.</param>
/// <param name="meters">Told of subscriptions that are forgotten.</param>
/// <param name="services">Has what forgets subscriptions; that makes calls itself, so that it cannot be there before this.</param>
internal sealed class DeliveryCalls(NoticeAgents agents, NoticeMeters meters, IServiceProvider services) : IOutgoingGrainCallFilter
{
    private const string Question = "GetSequenceToken", Delivery = "DeliverBatch";

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        switch (context.MethodName)
        {
            case Question when agents.Contains(context.SourceId):
                context.Result = null;
                return Task.CompletedTask;
            case Delivery when agents.Contains(context.SourceId):
                return DeliverAsync(context);
            default:
                return context.Invoke();
        }
    }

    private async Task DeliverAsync(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        if (context.Response?.Exception is { } answer
            && context.Request.GetArgument(0) is GuidId subscription
            && context.Request.GetArgument(1) is QualifiedStreamId stream
            && UnheardNotices.IsAnswer(answer, stream.StreamId))
        {
            meters.OnForgotten();
            context.Result = null;
            await services.GetRequiredService<DeadSubscribers>()
                .OnDeliveryFailure(subscription, stream.ProviderName, stream.StreamId, null);
        }
    }
}
