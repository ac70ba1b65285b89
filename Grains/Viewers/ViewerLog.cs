using Lamella.Contracts.Slicing;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Viewers;

/// <summary>What viewers log.</summary>
internal static partial class ViewerLog
{
    [LoggerMessage(1, LogLevel.Warning, "Viewer {Viewer}: event {Number} could not be announced; subscribers will ask for the state.")]
    public static partial void NoticeLost(ILogger logger, Exception exception, string viewer, long number);

    [LoggerMessage(2, LogLevel.Debug, "Viewer {Viewer}: layer {Layer} at revision {Revision} was superseded.")]
    public static partial void Superseded(ILogger logger, string viewer, string layer, Revision revision);

    [LoggerMessage(3, LogLevel.Warning, "Viewer {Viewer}: layer {Layer} could not be sliced at revision {Revision}: {Reason} ({Suppressed} of the kind before it were not told)")]
    public static partial void Failed(ILogger logger, string viewer, string layer, Revision revision, string reason, int suppressed);

    [LoggerMessage(4, LogLevel.Error, "Viewer {Viewer}: slicing layer {Layer} at revision {Revision} hit a defect.")]
    public static partial void Defect(ILogger logger, Exception exception, string viewer, string layer, Revision revision);

    [LoggerMessage(5, LogLevel.Information, "Viewer {Viewer}: layer {Layer} is not being worked on any more; asking again.")]
    public static partial void AskingAgain(ILogger logger, string viewer, string layer);

    [LoggerMessage(6, LogLevel.Warning, "Viewer {Viewer}: its state could not be stored; trying again.")]
    public static partial void NotStored(ILogger logger, Exception exception, string viewer);

    [LoggerMessage(7, LogLevel.Information, "Viewer {Viewer} is back with {Layers} layers, in epoch {Epoch}.")]
    public static partial void Restored(ILogger logger, string viewer, int layers, long epoch);

    [LoggerMessage(8, LogLevel.Information, "Viewer {Viewer}: layer {Layer} could not be told or asked; slicing it tells why.")]
    public static partial void NotDone(ILogger logger, Exception exception, string viewer, string layer);
}
