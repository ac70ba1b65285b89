using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Diagnostics;

namespace Lamella.Grains.Viewers;

/// <summary>
/// How long slices that have arrived wait for the rest of their revision, and the latency log of what is announced. Runs in
/// the grain's context.
/// </summary>
internal sealed class Announcements(ViewerId viewer, LatencyLog log, SlicingMeters meters, TimeProvider clock)
{
    private readonly Dictionary<LayerId, long> _arrived = [];

    /// <summary>A slice of a layer has arrived.</summary>
    public void Arrived(LayerId layer) => _arrived[layer] = clock.GetTimestamp();

    /// <summary>Completes the timings of those slices of a revision that have not been announced before.</summary>
    /// <param name="responses">All slices of the revision.</param>
    /// <param name="failures">Why others are not there.</param>
    /// <param name="nameOf">What a user calls a layer.</param>
    /// <returns>The slices to announce.</returns>
    public ImmutableArray<LayerSliceResponse> Announce(
        ImmutableArray<LayerSliceResponse> responses, ImmutableArray<SliceFailure> failures, Func<LayerId, string?> nameOf)
    {
        var announced = responses.ToBuilder();
        for (var i = 0; i < announced.Count; i++)
        {
            if (_arrived.Remove(announced[i].Layer, out var arrived))
            {
                announced[i] = announced[i] with { Timings = announced[i].Timings with { Announced = clock.GetElapsedTime(arrived) } };
                meters.OnAnnounced(announced[i].Timings);
                Log(announced[i], nameOf(announced[i].Layer));
            }
        }

        foreach (var failure in failures.Where(_ => log.IsOn))
        {
            log.Write(new LatencyRecord
            {
                Time = clock.GetUtcNow(),
                Viewer = viewer.Value,
                Layer = failure.Layer.Value,
                Name = nameOf(failure.Layer),
                Revision = failure.Revision.ToString(),
                Failure = failure.Reason,
            });
        }

        return announced.DrainToImmutable();
    }

    /// <summary>Writes the line of a slice.</summary>
    public void Log(LayerSliceResponse response, string? name)
    {
        if (log.IsOn)
        {
            log.Write(LatencyRecord.Of(clock.GetUtcNow(), response, name));
        }
    }
}
