using Lamella.Contracts.Slicing;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Layers;

/// <summary>What layers log.</summary>
internal static partial class LayerLog
{
    [LoggerMessage(20, LogLevel.Debug, "Layer {Layer}: revision {Revision} was cancelled.")]
    public static partial void Cancelled(ILogger logger, string layer, Revision revision);

    [LoggerMessage(21, LogLevel.Error, "A preview hit a defect; the slice itself is made all the same.")]
    public static partial void PreviewLost(ILogger logger, Exception exception);
}
