using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers.Links;

/// <summary>
/// The viewers that a viewer is linked with, and what each has yet to be told. A slow or lost viewer holds up nobody.
/// Runs in the grain's context.
/// </summary>
/// <param name="viewer">The viewer.</param>
/// <param name="grains">Finds the others.</param>
/// <param name="current">How this viewer stands in a part; null where there is nothing to tell.</param>
/// <param name="unlinked">Called with a viewer and a part that it has no link for.</param>
/// <param name="clock">Gives stamps, and measures pauses.</param>
/// <param name="track">Keeps work until it has ended.</param>
internal sealed class ViewerLinks(
    ViewerId viewer,
    IGrainFactory grains,
    Func<LinkedParts, LinkedChange?> current,
    Action<ViewerId, LinkedParts> unlinked,
    TimeProvider clock,
    Action<Task> track) : IDisposable
{
    private readonly Dictionary<ViewerId, LinkOutbox> _outboxes = [];
    private readonly HashSet<ViewerId> _leads = [];
    private readonly Dictionary<ViewerId, int> _proposed = [];
    private long _latest;
    private bool _isOver;

    /// <summary>Names this life of the viewer.</summary>
    public Guid Life { get; } = Guid.NewGuid();

    /// <summary>The links, in the order in which they were made.</summary>
    public ImmutableArray<ViewerLink> All { get; private set; } = [];

    /// <summary>
    /// Takes up what storage kept. What was not passed on when the viewer's last life ended is passed on now, and the others are
    /// asked for what it missed. A link that no viewer can have is left out.
    /// </summary>
    public void Restore(ImmutableArray<ViewerLink> links)
    {
        All = [.. links.Where(link => IsLinkable(link.Viewer) && (link.Parts & LinkedParts.All) != 0).DistinctBy(static link => link.Viewer)
            .Select(static link => link with { Parts = link.Parts & LinkedParts.All })];
        foreach (var link in All)
        {
            OutboxOf(link.Viewer).Post(link.Parts, asks: true);
        }
    }

    /// <summary>Takes note of a link, or of its end.</summary>
    public void Set(ViewerId other, LinkedParts parts)
    {
        All = All.RemoveAll(link => link.Viewer == other);
        All = parts == LinkedParts.None ? All : All.Add(new ViewerLink(other, parts));
        if (_outboxes.TryGetValue(other, out var outbox))
        {
            outbox.Settle(~parts);
        }

        if (parts == LinkedParts.None && _outboxes.Remove(other))
        {
            outbox!.Dispose();
        }
    }

    /// <summary>Lets a link pass that can be made.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: it is this viewer, or no viewer's name, or no part.</exception>
    public void EnsureValid(ViewerId other, LinkedParts parts)
    {
        if (!IsLinkable(other) || (parts & ~LinkedParts.All) != 0)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, $"Viewer '{viewer}' cannot be linked with '{other}' by {parts}; name another viewer.", got: other.Value);
        }
    }

    /// <summary>Whether a part is linked with any other viewer.</summary>
    public bool Has(LinkedParts part) => All.Any(link => link.Parts.HasFlag(part));

    /// <summary>Whether a part is linked with one viewer.</summary>
    public bool Has(ViewerId other, LinkedParts part) => PartsOf(other).HasFlag(part);

    /// <summary>What is linked with one viewer.</summary>
    public LinkedParts PartsOf(ViewerId other) => All.FirstOrDefault(link => link.Viewer == other).Parts;

    /// <summary>A stamp later than all that this viewer has given or seen.</summary>
    public LinkedStamp NextStamp()
    {
        _latest = Math.Max(clock.GetUtcNow().Ticks, _latest + 1);
        return new LinkedStamp(_latest, Life);
    }

    /// <summary>Takes note of a stamp.</summary>
    public void See(LinkedStamp stamp) => _latest = Math.Max(_latest, Math.Min(stamp.Time, long.MaxValue >> 1));

    /// <summary>Has a part that has changed told to all that are linked so.</summary>
    /// <param name="part">The part.</param>
    /// <param name="knownBy">The one that need not be told, because it stands so.</param>
    public void Pass(LinkedParts part, ViewerId? knownBy = null)
    {
        foreach (var link in _isOver ? [] : All.Where(link => link.Parts.HasFlag(part)))
        {
            if (link.Viewer == knownBy)
            {
                OutboxOf(link.Viewer).Settle(part);
            }
            else
            {
                OutboxOf(link.Viewer).Post(part);
            }
        }
    }

    /// <summary>Has a part told to one viewer, which asked.</summary>
    public void Answer(ViewerId other, LinkedParts part)
    {
        if (!_isOver)
        {
            OutboxOf(other).Post(part);
        }
    }

    /// <summary>Takes note of a message of another viewer: what it has yet to be told may reach it now.</summary>
    /// <returns>Whether it is linked in the part.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotFound"/>: there is no such link, nor is one being made, so that the other one is to drop it.
    /// </exception>
    public bool Hear(ViewerId other, LinkedParts part)
    {
        if (_outboxes.TryGetValue(other, out var outbox))
        {
            outbox.Wake();
        }

        return Has(other, part) || (_proposed.ContainsKey(other)
            ? false
            : throw new LamellaException(LamellaErrorCode.NotFound, $"Viewer '{viewer}' is not linked with '{other}' by {part}.", got: other.Value));
    }

    /// <summary>
    /// Proposes a link to the other viewer, or its end. What that one tells until this one has taken note of it is neither followed
    /// nor refused: it is about to take over how this one stands.
    /// </summary>
    /// <param name="other">The other viewer.</param>
    /// <param name="parts">What they have in common.</param>
    /// <param name="accepted">Takes note of the link.</param>
    public async Task ProposeAsync(ViewerId other, LinkedParts parts, Action accepted)
    {
        _proposed[other] = _proposed.GetValueOrDefault(other) + 1;
        try
        {
            await TellAsync(other, parts);
            accepted();
        }
        finally
        {
            if (--_proposed[other] == 0)
            {
                _proposed.Remove(other);
            }
        }
    }

    /// <summary>Makes a link known to the other viewer, or its end.</summary>
    public Task TellAsync(ViewerId other, LinkedParts parts) => grains.GetGrain<IViewerGrain>(other.Value).AcceptLink(viewer, parts);

    /// <summary>Has a new link's other viewer take over how this one stands, and waits until it has. One that has taken over once merges.</summary>
    /// <param name="other">The other viewer.</param>
    /// <param name="change">How this viewer stands.</param>
    /// <param name="isNew">Whether they were not linked in this part before.</param>
    public async Task LeadAsync(ViewerId other, LinkedChange change, bool isNew)
    {
        var isLayers = change.Part == LinkedParts.Layers;
        if (isLayers && isNew)
        {
            _leads.Add(other);
        }

        try
        {
            await grains.GetGrain<IViewerGrain>(other.Value).Follow(change with { TakesOver = !isLayers || _leads.Contains(other) });
        }
        catch (LamellaException exception) when (exception.Code == LamellaErrorCode.NotFound)
        {
            unlinked(other, change.Part);
            throw;
        }

        if (isLayers)
        {
            _leads.Remove(other);
        }
    }

    /// <summary>Tells nobody anything more.</summary>
    public void Dispose()
    {
        foreach (var outbox in _outboxes.Values)
        {
            outbox.Dispose();
        }

        _outboxes.Clear();
        _isOver = true;
    }

    private bool IsLinkable(ViewerId other) => other != viewer && LayerGrainKey.IsPart(other.Value);

    private LinkOutbox OutboxOf(ViewerId other) => _outboxes.TryGetValue(other, out var known)
        ? known
        : _outboxes[other] = new LinkOutbox(
            viewer, grains.GetGrain<IViewerGrain>(other.Value), current, part => unlinked(other, part), clock, track);
}
