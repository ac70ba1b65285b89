using Lamella.Contracts.Errors;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk;

public sealed partial class Viewer
{
    /// <summary>
    /// Links this viewer with another, both ways; the other one takes over now what they have in common. Linked viewers follow
    /// each other by themselves, whether or not this handle is kept.
    /// </summary>
    /// <param name="other">The other viewer.</param>
    /// <param name="parts">What they have in common: each part separately.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it is this viewer.</exception>
    public Task LinkAsync(Viewer other, LinkedParts parts, CancellationToken cancellationToken = default) =>
        LinkAsync(other.Id, parts, cancellationToken);

    /// <summary>Ends the link with another viewer.</summary>
    /// <param name="other">The other viewer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task UnlinkAsync(Viewer other, CancellationToken cancellationToken = default) =>
        LinkAsync(other.Id, LinkedParts.None, cancellationToken);

    private Task<bool> LinkAsync(ViewerId other, LinkedParts parts, CancellationToken cancellationToken) =>
        _retry.RunAsync(
            async _ =>
            {
                await _grain.Link(other, parts).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}
