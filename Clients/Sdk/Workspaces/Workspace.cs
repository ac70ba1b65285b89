using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Workspaces;

/// <summary>A named set of viewers with their layers, points and links, as it is kept in a file. Data are referred to, not copied.</summary>
public sealed record Workspace
{
    /// <summary>The version of the file's form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version it was written in.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What a user calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The viewers.</summary>
    public required ImmutableArray<WorkspaceViewer> Viewers { get; init; }

    /// <summary>Takes viewers as they stand. One without layers is taken, too, and opened again as an empty one with its links.</summary>
    /// <param name="client">The service.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="viewers">The viewers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotFound"/>: nobody ever did anything with a viewer of that name, or it was closed.
    /// </exception>
    public static async Task<Workspace> CaptureAsync(
        LamellaClient client, string name, IEnumerable<ViewerId> viewers, CancellationToken cancellationToken = default)
    {
        var taken = ImmutableArray.CreateBuilder<WorkspaceViewer>();
        foreach (var viewer in viewers)
        {
            var snapshot = await client.OpenViewer(viewer).GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
            if (snapshot is { Revision.Counter: 0, Layers.IsEmpty: true, Links.IsEmpty: true })
            {
                throw new LamellaException(
                    LamellaErrorCode.NotFound, $"There is no viewer '{viewer}': nothing was ever done with it, or it was closed.", viewer.Value);
            }

            taken.Add(WorkspaceViewer.Of(snapshot));
        }

        return new Workspace { Name = name, Viewers = taken.ToImmutable() };
    }

    /// <summary>Opens the viewers anew, with their layers, where they were, linked as they were.</summary>
    /// <param name="client">The service.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <returns>The new viewers, in the order of <see cref="Viewers"/>.</returns>
    /// <exception cref="LamellaException">A source cannot be opened; viewers opened so far are closed again.</exception>
    public async Task<ImmutableArray<Viewer>> OpenAsync(LamellaClient client, CancellationToken cancellationToken = default)
    {
        var opened = new Dictionary<string, Viewer>(StringComparer.Ordinal);
        try
        {
            foreach (var viewer in Viewers)
            {
                opened[viewer.Id] = await viewer.OpenAsync(client, cancellationToken).ConfigureAwait(false);
            }

            // Of two that are linked the first one leads, should they differ.
            for (var later = 1; later < Viewers.Length; later++)
            {
                foreach (var leader in Viewers[..later])
                {
                    if (leader.Links.FirstOrDefault(link => link.Viewer == Viewers[later].Id) is { } link)
                    {
                        await opened[leader.Id].LinkAsync(opened[link.Viewer], link.Parts, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch
        {
            foreach (var viewer in opened.Values)
            {
                await viewer.CloseAsync(CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }

        return [.. Viewers.Select(viewer => opened[viewer.Id])];
    }
}
