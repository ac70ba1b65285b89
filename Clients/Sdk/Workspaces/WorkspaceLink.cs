using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Workspaces;

/// <summary>A link between viewers of a workspace.</summary>
/// <param name="Viewer">The other viewer's id within the workspace.</param>
/// <param name="Parts">What they have in common.</param>
public sealed record WorkspaceLink(string Viewer, LinkedParts Parts);
