using System.Collections.Immutable;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers.Links;

/// <summary>
/// The viewers that a viewer is linked with. Changes go to each of them as messages, one under way at a time; of several that
/// wait the newest of each part is sent, so that a slow viewer holds up nobody. Runs in the grain's context.
/// </summary>
/// <param name="viewer">The viewer.</param>
/// <param name="grains">Finds the others.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="track">Keeps work until it has ended.</param>
internal sealed class ViewerLinks(ViewerId viewer, IGrainFactory grains, TimeProvider clock, Action<Task> track)
{
    /// <summary>Messages that got no answer are sent again, this often, with doubled pauses.</summary>
    private const int MostAttempts = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly Guid _life = Guid.NewGuid();
    private readonly Dictionary<ViewerId, Outbox> _outboxes = [];
    private readonly Dictionary<LinkedParts, ChangeOrders> _seen = new()
    {
        [LinkedParts.Point] = new(),
        [LinkedParts.Zoom] = new(),
        [LinkedParts.Layers] = new(),
    };

    private long _changes;

    /// <summary>The links, in the order in which they were made.</summary>
    public ImmutableArray<ViewerLink> All { get; private set; } = [];

    /// <summary>Takes up what storage kept.</summary>
    public void Restore(ImmutableArray<ViewerLink> links) => All = links.IsDefault ? [] : links;

    /// <summary>Takes note of a link, or of its end.</summary>
    public void Set(ViewerId other, LinkedParts parts)
    {
        All = All.RemoveAll(link => link.Viewer == other);
        All = parts == LinkedParts.None ? All : All.Add(new ViewerLink(other, parts));
        if (parts == LinkedParts.None)
        {
            _outboxes.Remove(other);
        }
    }

    /// <summary>Tells those linked of a change of this viewer.</summary>
    /// <param name="change">The change; its order is set here.</param>
    public void Announce(LinkedChange change)
    {
        if (All.Any(link => link.Parts.HasFlag(change.Part)))
        {
            Pass(Numbered(change));
        }
    }

    /// <summary>Whether a change of another viewer has not been seen yet; it then counts as seen.</summary>
    public bool IsNew(LinkedChange change) => _seen.TryGetValue(change.Part, out var seen) && seen.TryAccept(change.Order);

    /// <summary>Passes a change on to those linked.</summary>
    public void Pass(LinkedChange change)
    {
        foreach (var link in All.Where(link => link.Parts.HasFlag(change.Part)))
        {
            Post(link.Viewer, change);
        }
    }

    /// <summary>Sends a change to one viewer alone.</summary>
    public void Post(ViewerId other, LinkedChange change)
    {
        var outbox = _outboxes.TryGetValue(other, out var known) ? known : _outboxes[other] = new Outbox();
        outbox.Waiting[change.Part] = change.Order == default ? Numbered(change) : change;
        if (outbox.Sending.IsCompleted)
        {
            outbox.Sending = SendAsync(other, outbox);
            track(outbox.Sending);
        }
    }

    /// <summary>A change of this viewer's own, which counts as seen when it comes back.</summary>
    private LinkedChange Numbered(LinkedChange change)
    {
        var numbered = change with { Order = new ChangeOrder(_life, ++_changes) };
        _seen[change.Part].TryAccept(numbered.Order);
        return numbered;
    }

    private async Task SendAsync(ViewerId other, Outbox outbox)
    {
        await Task.Yield();
        var grain = grains.GetGrain<IViewerGrain>(other.Value);

        // Layers first: the point lies within their ranges.
        while (outbox.Waiting.Count > 0)
        {
            var part = outbox.Waiting.Keys.Max();
            outbox.Waiting.Remove(part, out var change);
            await DeliverAsync(grain, outbox, change!);
        }
    }

    private async Task DeliverAsync(IViewerGrain grain, Outbox outbox, LinkedChange change)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await grain.Follow(change);
                return;
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException && attempt < MostAttempts)
            {
                await Task.Delay(pause, clock);
                pause *= 2;
                if (outbox.Waiting.ContainsKey(change.Part))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Names this viewer in messages of links.</summary>
    public Task TellAsync(ViewerId other, LinkedParts parts) => grains.GetGrain<IViewerGrain>(other.Value).AcceptLink(viewer, parts);

    private sealed class Outbox
    {
        public Dictionary<LinkedParts, LinkedChange> Waiting { get; } = [];

        public Task Sending { get; set; } = Task.CompletedTask;
    }
}
