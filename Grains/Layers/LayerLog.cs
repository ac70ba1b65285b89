using Lamella.Contracts.Slicing;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Layers;

/// <summary>What layers log.</summary>
internal static partial class LayerLog
{
    [LoggerMessage(20, LogLevel.Debug, "Layer {Layer}: revision {Revision} was cancelled.")]
    public static partial void Cancelled(ILogger logger, string layer, Revision revision);
}
