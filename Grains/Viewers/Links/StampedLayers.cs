using System.Collections.Immutable;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers.Links;

/// <summary>
/// A list of layers that can be edited in several viewers at once: whoever has merged the same edits, in whatever order, has
/// the same list. Each layer carries a stamp of its last change and one of its last move; the later of two counts. Pure.
/// </summary>
internal sealed record StampedLayers
{
    /// <summary>Removed layers that are remembered, lest a viewer that was away brings them back.</summary>
    public const int MostRemoved = 256;

    private StampedLayers(ImmutableArray<StoredLayer> layers, ImmutableArray<LayerStamp> stamps) => (Layers, Stamps) = (layers, stamps);

    /// <summary>No layers.</summary>
    public static StampedLayers Empty { get; } = new([], []);

    /// <summary>The layers, bottom first.</summary>
    public ImmutableArray<StoredLayer> Layers { get; }

    /// <summary>A stamp for each layer, and for layers removed of late; in the order of their ids.</summary>
    public ImmutableArray<LayerStamp> Stamps { get; }

    /// <summary>The latest stamp.</summary>
    public LinkedStamp Newest => Stamps.IsEmpty ? default : Stamps.Max(static stamp => Later(stamp.Changed, stamp.Moved));

    /// <summary>Takes up a list with its stamps; layers without one lie where the list has them.</summary>
    public static StampedLayers From(ImmutableArray<StoredLayer> layers, ImmutableArray<LayerStamp> stamps)
    {
        layers = layers.IsDefault ? [] : layers;
        var known = ById(stamps.IsDefault ? [] : stamps);
        var rank = 0.0;
        foreach (var layer in layers)
        {
            rank = known.TryGetValue(layer.Spec.Id, out var stamp) ? stamp.Rank : rank + 1;
            known.TryAdd(layer.Spec.Id, new LayerStamp(layer.Spec.Id, default, rank, default));
        }

        return Of(layers.DistinctBy(static layer => layer.Spec.Id), known);
    }

    /// <summary>
    /// Stamps what has no stamp, because it was stored by a version that knew none: of two such lists that differ, one is later
    /// everywhere, and no edit that was stamped when it was made is overruled.
    /// </summary>
    /// <param name="life">The viewer's life.</param>
    public StampedLayers StampOld(Guid life)
    {
        var first = new LinkedStamp(1, life);
        return new(
            Layers,
            [.. Stamps.Select(stamp => stamp with { Changed = Later(stamp.Changed, first), Moved = Later(stamp.Moved, first) })]);
    }

    /// <summary>Adds a layer at a position.</summary>
    public StampedLayers Insert(StoredLayer layer, int index, LinkedStamp stamp) =>
        Place(Layers.Insert(Math.Clamp(index, 0, Layers.Length), layer), layer.Spec.Id, stamp).Touch(layer.Spec.Id, stamp);

    /// <summary>Moves a layer within the list.</summary>
    public StampedLayers Move(LayerId id, int index, LinkedStamp stamp)
    {
        var layer = Layers.First(layer => layer.Spec.Id == id);
        var others = Layers.Remove(layer);
        return Place(others.Insert(Math.Clamp(index, 0, others.Length), layer), id, stamp);
    }

    /// <summary>Replaces a layer by what a user said of it.</summary>
    public StampedLayers Change(StoredLayer layer, LinkedStamp stamp) => Learn(layer).Touch(layer.Spec.Id, stamp);

    /// <summary>Replaces what is known of a layer's source, which each viewer learns for itself.</summary>
    public StampedLayers Learn(StoredLayer layer) => new([.. Layers.Select(known => known.Spec.Id == layer.Spec.Id ? layer : known)], Stamps);

    /// <summary>Removes a layer.</summary>
    public StampedLayers Remove(LayerId id, LinkedStamp stamp)
    {
        var stamps = ById(Stamps);
        stamps[id] = stamps[id] with { Changed = stamp };
        return Of(Layers.Where(layer => layer.Spec.Id != id), stamps);
    }

    /// <summary>Forgets which layers were removed; nobody edits the list but this viewer.</summary>
    public StampedLayers Forget() => new(Layers, [.. Stamps.Where(stamp => Layers.Any(layer => layer.Spec.Id == stamp.Layer))]);

    /// <summary>The list with the edits of both.</summary>
    public StampedLayers Merge(StampedLayers other)
    {
        var (stamps, layers) = (ById(Stamps), Layers.ToDictionary(static layer => layer.Spec.Id));
        foreach (var theirs in other.Stamps)
        {
            var isKnown = stamps.TryGetValue(theirs.Layer, out var own);
            if (!isKnown || theirs.Changed > own.Changed)
            {
                Take(layers, other, theirs.Layer);
            }

            stamps[theirs.Layer] = isKnown
                ? (theirs.Moved > own.Moved ? theirs : own) with { Changed = Later(theirs.Changed, own.Changed) }
                : theirs;
        }

        return Of(layers.Values, stamps);
    }

    /// <summary>The other list, as an edit of this one: what differs is stamped anew.</summary>
    public StampedLayers TakeOver(StampedLayers other, LinkedStamp stamp)
    {
        var merged = Merge(other);
        var (stamps, layers, wanted) = (ById(merged.Stamps), merged.Layers.ToDictionary(static layer => layer.Spec.Id), ById(other.Stamps));
        foreach (var own in merged.Stamps)
        {
            if (!wanted.TryGetValue(own.Layer, out var theirs))
            {
                stamps[own.Layer] = layers.Remove(own.Layer) ? own with { Changed = stamp } : own;
                continue;
            }

            Take(layers, other, own.Layer);
            stamps[own.Layer] = theirs with
            {
                Changed = own.Changed == theirs.Changed ? own.Changed : stamp,
                Moved = own.Moved == theirs.Moved ? own.Moved : stamp,
            };
        }

        return Of(layers.Values, stamps);
    }

    /// <summary>Whether both know of the same edits.</summary>
    public bool KnowsTheSame(StampedLayers other) => Stamps.AsSpan().SequenceEqual(other.Stamps.AsSpan());

    /// <summary>Takes a layer as the other list has it; of what is read alike, this viewer has learned for itself what it holds.</summary>
    private static void Take(Dictionary<LayerId, StoredLayer> layers, StampedLayers other, LayerId id)
    {
        layers.Remove(id, out var own);
        if (other.Layers.FirstOrDefault(layer => layer.Spec.Id == id) is { } layer)
        {
            layers[id] = own?.Spec.IsSlicedAlike(layer.Spec) is true ? layer with { Info = own.Info } : layer;
        }
    }

    private static StampedLayers Of(IEnumerable<StoredLayer> layers, Dictionary<LayerId, LayerStamp> stamps)
    {
        ImmutableArray<StoredLayer> list =
            [.. layers.OrderBy(layer => stamps[layer.Spec.Id].Rank).ThenBy(static layer => layer.Spec.Id.Value, StringComparer.Ordinal)];
        var there = list.Select(static layer => layer.Spec.Id).ToHashSet();
        var removed = stamps.Values.Where(stamp => !there.Contains(stamp.Layer))
            .OrderByDescending(static stamp => stamp.Changed).ThenBy(static stamp => stamp.Layer.Value, StringComparer.Ordinal).Skip(MostRemoved);
        foreach (var forgotten in removed.ToList())
        {
            stamps.Remove(forgotten.Layer);
        }

        return new(list, [.. stamps.Values.OrderBy(static stamp => stamp.Layer.Value, StringComparer.Ordinal)]);
    }

    private static Dictionary<LayerId, LayerStamp> ById(ImmutableArray<LayerStamp> stamps) =>
        stamps.DistinctBy(static stamp => stamp.Layer).ToDictionary(static stamp => stamp.Layer);

    private static LinkedStamp Later(LinkedStamp one, LinkedStamp other) => one > other ? one : other;

    private StampedLayers Touch(LayerId id, LinkedStamp stamp) =>
        new(Layers, [.. Stamps.Select(known => known.Layer == id ? known with { Changed = stamp } : known)]);

    /// <summary>Takes a list in which one layer has a new place.</summary>
    private StampedLayers Place(ImmutableArray<StoredLayer> layers, LayerId id, LinkedStamp stamp)
    {
        var stamps = ById(Stamps);
        double? RankAt(int at) => at >= 0 && at < layers.Length ? stamps[layers[at].Spec.Id].Rank : null;
        var index = layers.Select(static layer => layer.Spec.Id).ToList().IndexOf(id);
        if (LayerRank.Between(RankAt(index - 1), RankAt(index + 1), stamp) is { } rank)
        {
            stamps[id] = new LayerStamp(id, stamps.GetValueOrDefault(id).Changed, rank, stamp);
            return Of(layers, stamps);
        }

        // No number is left between the two: all are dealt anew.
        for (var at = 0; at < layers.Length; at++)
        {
            stamps[layers[at].Spec.Id] = new LayerStamp(layers[at].Spec.Id, stamps.GetValueOrDefault(layers[at].Spec.Id).Changed, at, stamp);
        }

        return Of(layers, stamps);
    }
}
