using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Diagnostics;

/// <summary>What the latency log has to say of itself.</summary>
internal static partial class LatencyLogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "The latency log {Path} cannot be written, and is off now: {Reason}")]
    public static partial void NotWritten(ILogger logger, string path, string reason);
}
