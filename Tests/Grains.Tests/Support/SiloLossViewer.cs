using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Tests.Support;

/// <summary>What became of one viewer when a silo was lost.</summary>
/// <param name="Id">The viewer.</param>
/// <param name="FirstAccepted">The first revision of the viewer's scrub.</param>
/// <param name="LastAccepted">The last revision that the viewer accepted.</param>
/// <param name="LastShown">The last revision of which its subscriber heard the end.</param>
/// <param name="IsWhereAsked">Whether the viewer ended at the point that was asked for last.</param>
/// <param name="IsInOrder">Whether no revision was heard after a newer one.</param>
/// <param name="LongestSilence">The longest time without the end of any revision, from the loss on.</param>
/// <param name="Statuses">What the subscription told of itself.</param>
public sealed record SiloLossViewer(
    ViewerId Id,
    Revision FirstAccepted,
    Revision LastAccepted,
    Revision LastShown,
    bool IsWhereAsked,
    bool IsInOrder,
    TimeSpan LongestSilence,
    IReadOnlyCollection<string> Statuses);
