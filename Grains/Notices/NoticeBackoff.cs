using Orleans.Runtime.Providers;

namespace Lamella.Grains.Notices;

/// <summary>The pauses between attempts: short at first and never long, since people wait. Orleans' own are seconds.</summary>
internal sealed class NoticeBackoff : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    private const int MostDoublings = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    public TimeSpan Next(int attempt) => First * (1 << Math.Clamp(attempt, 0, MostDoublings));
}
