using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>A viewer that another one is linked with.</summary>
/// <param name="Viewer">The other viewer.</param>
/// <param name="Parts">What they have in common.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.viewer-link")]
public readonly record struct ViewerLink(
    [property: Id(0), Key(0)] ViewerId Viewer,
    [property: Id(1), Key(1)] LinkedParts Parts);
