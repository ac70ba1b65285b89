using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Monitoring;

/// <summary>What monitoring logs.</summary>
internal static partial class MonitorLog
{
    [LoggerMessage(1, LogLevel.Debug, "Silo {Silo} did not tell how it is doing.")]
    public static partial void Unreachable(ILogger logger, string silo, Exception exception);
}
