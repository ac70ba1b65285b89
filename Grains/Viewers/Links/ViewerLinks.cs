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
    private readonly Dictionary<LinkedParts, LinkedStamp> _newest = [];

    /// <summary>The links, in the order in which they were made.</summary>
    public ImmutableArray<ViewerLink> All { get; private set; } = [];

    /// <summary>Takes up what storage kept.</summary>
    public void Restore(ImmutableArray<ViewerLink> links) => All = links.IsDefault ? [] : links;

    /// <summary>Takes note of a link, or of its end.</summary>
    public void Set(ViewerId other, LinkedParts parts)
    {
        All = All.RemoveAll(link => link.Viewer == other);
        All = parts == LinkedParts.None ? All : All.Add(new ViewerLink(other, parts));
        if (parts == LinkedParts.None && _outboxes.Remove(other, out var outbox))
        {
            outbox.Close();
        }
    }

    /// <summary>Tells those linked of a change of this viewer.</summary>
    /// <param name="change">The change; its stamp is set here.</param>
    public void Announce(LinkedChange change) => Pass(Stamped(change));

    /// <summary>Tells one viewer of how this one stands, and waits until it has followed.</summary>
    /// <param name="other">The other viewer.</param>
    /// <param name="change">How this viewer stands; its stamp is set here.</param>
    public Task TellAsync(ViewerId other, LinkedChange change) => grains.GetGrain<IViewerGrain>(other.Value).Follow(Stamped(change));

    /// <summary>
    /// Whether a change of another viewer is later than all that are known; it then is the latest. One of a part that is not
    /// linked, as when the link ended while it was on its way, is none of this viewer's.
    /// </summary>
    public bool IsNew(LinkedChange change)
    {
        if (!All.Any(link => link.Parts.HasFlag(change.Part)) || change.Stamp <= _newest.GetValueOrDefault(change.Part))
        {
            return false;
        }

        _newest[change.Part] = change.Stamp;
        return true;
    }

    /// <summary>Passes a change on to those linked.</summary>
    public void Pass(LinkedChange change)
    {
        foreach (var link in All.Where(link => link.Parts.HasFlag(change.Part)))
        {
            var outbox = _outboxes.TryGetValue(link.Viewer, out var known) ? known : _outboxes[link.Viewer] = new Outbox();
            outbox.Waiting[change.Part] = change;
            if (outbox.Sending.IsCompleted)
            {
                outbox.Sending = SendAsync(link.Viewer, outbox);
                track(outbox.Sending);
            }
        }
    }

    /// <summary>A change of this viewer's own: later than all it has seen.</summary>
    private LinkedChange Stamped(LinkedChange change)
    {
        var time = Math.Max(clock.GetUtcNow().Ticks, _newest.GetValueOrDefault(change.Part).Time + 1);
        var stamp = _newest[change.Part] = new LinkedStamp(time, _life);
        return change with { Stamp = stamp };
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
            var delivery = DeliverAsync(grain, outbox, change!);
            track(delivery);

            // What one part met must not hold up the others; whoever tracks it, logs it.
            await delivery.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
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
                if (outbox.IsClosed || outbox.Waiting.ContainsKey(change.Part))
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

        public bool IsClosed { get; private set; }

        public void Close()
        {
            IsClosed = true;
            Waiting.Clear();
        }
    }
}
