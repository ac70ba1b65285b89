using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Notices;

/// <summary>Log messages of notices.</summary>
internal static partial class NoticeLog
{
    [LoggerMessage(LogLevel.Information, "Subscription {Subscription} of {Stream} does not answer and is forgotten.")]
    public static partial void Forgotten(ILogger logger, Guid subscription, StreamId stream);
}
