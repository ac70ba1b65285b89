using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers.Links;

namespace Lamella.Grains.Tests.Viewers.Links;

/// <summary>
/// Some linked viewers without a cluster: each edits its own list, messages lie about and arrive late, in any order, twice or
/// never. It remembers what was edited in one viewer only, which nobody else can have overruled.
/// </summary>
internal sealed class LinkedEdits
{
    private static readonly LayerInfo Info = new()
    {
        Ndim = 2,
        LevelShapes = [[4, 4]],
        DataType = DataType.UInt8,
        Axes = [new ImageAxis("y", null, null), new ImageAxis("x", null, null)],
        Rgb = false,
        DataToWorld = AffineTransform.Identity(2),
        Extent = new WorldExtent([0, 0], [3, 3], [1, 1]),
    };

    private readonly Node[] _nodes;
    private readonly List<(int To, StampedLayers Layers)> _messages = [];
    private readonly Dictionary<LayerId, (int Node, StoredLayer? Layer)> _edits = [];
    private readonly HashSet<LayerId> _editedByMany = [];
    private readonly Dictionary<LayerId, int> _movers = [];
    private readonly HashSet<LayerId> _movedByMany = [];
    private readonly Dictionary<(LayerId Below, LayerId Above), int> _places = [];
    private long _now;
    private int _added;

    public LinkedEdits(int viewers)
    {
        var first = Enumerable.Range(0, 4).Aggregate(
            StampedLayers.Empty, static (layers, i) => layers.Insert(Layer($"shared{i}", "first"), i, new LinkedStamp(i + 1, Guid.Empty)));
        _nodes = [.. Enumerable.Range(0, viewers).Select(i => new Node(i, first))];
    }

    public IReadOnlyList<StampedLayers> Lists => [.. _nodes.Select(static node => node.Layers)];

    /// <summary>What one viewer alone edited, and whether the first list has it so.</summary>
    public IEnumerable<string> Lost =>
        _edits.Where(edit => !_editedByMany.Contains(edit.Key) && Find(_nodes[0].Layers, edit.Key)?.Spec.Name != edit.Value.Layer?.Spec.Name)
            .Select(static edit => $"{edit.Key} of viewer {edit.Value.Node}")
            .Concat(_places.Keys.Where(IsMisplaced).Select(static place => $"{place.Below} below {place.Above}"));

    /// <summary>Whether the lists are the same in what a user sees.</summary>
    public bool AreSame =>
        _nodes.All(node => node.Layers.Layers.Select(static layer => (layer.Spec.Id, layer.Spec.Name))
            .SequenceEqual(_nodes[0].Layers.Layers.Select(static layer => (layer.Spec.Id, layer.Spec.Name))));

    /// <summary>An edit of one viewer, or the arrival of a message.</summary>
    public void Step(int kind, int viewer, int layer, int at)
    {
        var node = _nodes[viewer % _nodes.Length];
        var known = node.Layers.Layers.Length == 0 ? null : node.Layers.Layers[layer % node.Layers.Layers.Length];
        switch (kind)
        {
            case 0:
                Edit(node, Layer($"new{++_added}", "added"), at, static (list, layer, at, stamp) => list.Insert(layer, at, stamp), isPlaced: true);
                break;
            case 1 when known is not null:
                Edit(node, known, at, static (list, layer, _, stamp) => list.Remove(layer.Spec.Id, stamp), isPlaced: false);
                break;
            case 2 when known is not null:
                Edit(node, Layer(known.Spec.Id.Value, $"{viewer}:{_now}"), at, static (list, layer, _, stamp) => list.Change(layer, stamp), isPlaced: false);
                break;
            case 3 when known is not null:
                Edit(node, known, at, static (list, layer, at, stamp) => list.Move(layer.Spec.Id, at, stamp), isPlaced: true);
                break;
            case 4 when _messages.Count > 0:
                var message = _messages[((layer * 10) + at) % _messages.Count];
                Arrive(_nodes[message.To], message.Layers);
                _messages.RemoveAll(other => at % 3 == 0 && ReferenceEquals(other.Layers, message.Layers));
                break;
        }
    }

    /// <summary>All come back and ask each other.</summary>
    public void Settle()
    {
        foreach (var (from, to) in _nodes.SelectMany(_ => _nodes.SelectMany(one => _nodes.Select(other => (one, other)))).ToList())
        {
            Arrive(to, from.Layers);
        }
    }

    private static StoredLayer Layer(string id, string name) =>
        new(new ImageLayerSpec { Id = new LayerId(id), Name = name, Source = new LayerSource("x") }, Info);

    private static StoredLayer? Find(StampedLayers list, LayerId id) => list.Layers.FirstOrDefault(layer => layer.Spec.Id == id);

    private bool IsMisplaced((LayerId Below, LayerId Above) place)
    {
        ImmutableArray<LayerId> order = [.. _nodes[0].Layers.Layers.Select(static layer => layer.Spec.Id)];
        var (below, above) = (order.IndexOf(place.Below), order.IndexOf(place.Above));
        return below >= 0 && above >= 0 && below > above;
    }

    private void Edit(Node node, StoredLayer layer, int at, Func<StampedLayers, StoredLayer, int, LinkedStamp, StampedLayers> edit, bool isPlaced)
    {
        node.Layers = edit(node.Layers, layer, at, node.Stamp(++_now));
        var id = layer.Spec.Id;
        if (isPlaced)
        {
            NotePlace(node, id);
        }

        if (!isPlaced || layer.Spec.Name == "added")
        {
            if (_edits.TryGetValue(id, out var known) && known.Node != node.Number)
            {
                _editedByMany.Add(id);
            }

            _edits[id] = (node.Number, Find(node.Layers, id));
        }

        _messages.AddRange(_nodes.Where(other => other != node).Select(other => (other.Number, node.Layers)));
    }

    private void NotePlace(Node node, LayerId id)
    {
        foreach (var place in _places.Keys.Where(place => place.Below == id || place.Above == id).ToList())
        {
            _places.Remove(place);
        }

        if (_movers.TryGetValue(id, out var mover) && mover != node.Number)
        {
            _movedByMany.Add(id);
        }

        _movers[id] = node.Number;
        ImmutableArray<LayerId> order = [.. node.Layers.Layers.Select(static layer => layer.Spec.Id)];
        foreach (var other in order.Where(other => other != id && IsOf(node, other) && IsOf(node, id)))
        {
            _places[order.IndexOf(other) < order.IndexOf(id) ? (other, id) : (id, other)] = node.Number;
        }
    }

    private bool IsOf(Node node, LayerId id) => !_movedByMany.Contains(id) && (!_movers.TryGetValue(id, out var mover) || mover == node.Number);

    private void Arrive(Node node, StampedLayers layers)
    {
        var merged = node.Layers.Merge(layers);
        node.See(layers.Newest);
        if (!merged.KnowsTheSame(node.Layers))
        {
            node.Layers = merged;
            _messages.AddRange(_nodes.Where(other => other != node).Select(other => (other.Number, merged)));
        }
    }

    /// <summary>A viewer whose clock is wrong by some steps.</summary>
    private sealed class Node(int number, StampedLayers layers)
    {
        private readonly Guid _life = new(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)(17 * (number + 1))]);
        private long _latest = layers.Newest.Time;

        public int Number { get; } = number;

        public StampedLayers Layers { get; set; } = layers;

        public LinkedStamp Stamp(long now) => new(_latest = Math.Max(now + (7 * Number), _latest + 1), _life);

        public void See(LinkedStamp stamp) => _latest = Math.Max(_latest, stamp.Time);
    }
}
