using CsCheck;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>The coordinator alone, under any sequence of moves, layer changes, completions and failures in any order.</summary>
public sealed class LayerSlicerTests
{
    private static readonly LayerId[] Ids = [new("a"), new("b"), new("c")];

    private enum Step
    {
        Move,
        ChangeOne,
        ShowOrHide,
        AddOrRemove,
        CompleteNewest,
        CompleteAnOld,
        FailNewest,
        FailAnOld,
        Preview,
        LoseSilo,
    }

    [Fact]
    public void AnySequence_endsEveryRevisionOnceOrReplacesIt_andNeverShowsTheStale() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 2], Gen.Int[0, 7]).List[1, 60].Sample(steps =>
        {
            var run = new Run();
            foreach (var (step, layer, choice) in steps)
            {
                run.Do(step, Ids[layer], choice);
            }

            run.FinishAll();
        });

    [Fact]
    public void Accept_withNoLayer_endsAtOnce()
    {
        var slicer = new LayerSlicer(1);

        slicer.Accept(static _ => true);

        Assert.True(slicer.TryEnd());
        Assert.False(slicer.TryEnd());
        Assert.Equal((RevisionOutcome.Ready, new Revision(1, 1)), (slicer.Outcome, slicer.Revision));
    }

    [Fact]
    public void Complete_ofOneOfTwo_doesNotEnd_B9()
    {
        var slicer = WithLayers("a", "b");
        slicer.Accept(static _ => true);

        slicer.Complete(Response("a", slicer.Revision));

        Assert.False(slicer.TryEnd());
        Assert.Equal([new LayerId("b")], slicer.Loading);
    }

    [Fact]
    public void Accept_forOneLayer_supersedesOnlyThatLayer_B24()
    {
        var slicer = WithLayers("a", "b");
        slicer.Accept(static _ => true);
        var first = slicer.Revision;

        var started = slicer.Accept(static layer => layer.Value == "a");

        Assert.Equal([new LayerId("a")], started);
        Assert.False(slicer.Complete(Response("a", first)));
        Assert.True(slicer.Complete(Response("b", first)));
    }

    [Fact]
    public void Complete_afterHiding_isStale_B21()
    {
        var slicer = WithLayers("a");
        slicer.Accept(static _ => true);
        slicer.SetLayers([Spec("a", visible: false)]);

        Assert.False(slicer.Complete(Response("a", slicer.Revision)));
        Assert.True(slicer.TryEnd());
        Assert.Empty(slicer.Responses);
    }

    private static LayerSlicer WithLayers(params string[] layers)
    {
        var slicer = new LayerSlicer(1);
        slicer.SetLayers(layers.Select(layer => Spec(layer, visible: true)));
        return slicer;
    }

    private static ImageLayerSpec Spec(string id, bool visible) =>
        new() { Id = new LayerId(id), Name = id, Source = new LayerSource("synthetic:index"), Visible = visible };

    private static ImageSliceResponse Response(string layer, Revision revision, bool isPreview = false) => new()
    {
        Layer = new LayerId(layer),
        Revision = revision,
        Slice = new SliceHandle(new ViewerId("v"), new LayerId(layer), 1, revision.Counter, "s"),
        ByteLength = 0,
        Timings = default,
        Shape = [1, 1],
        DataType = Contracts.Arrays.DataType.UInt8,
        SliceToWorld = AffineTransform.Identity(2),
        IsPreview = isPreview,
    };

    /// <summary>Drives a slicer, remembers every request ever made, and checks what must hold after each step.</summary>
    private sealed class Run
    {
        private long _epoch = 3;
        private LayerSlicer _slicer = new(3);
        private readonly Dictionary<LayerId, bool> _visible = [];
        private readonly List<(LayerId Layer, Revision Revision)> _requests = [];
        private readonly Dictionary<LayerId, Revision> _shown = [];
        private readonly HashSet<Revision> _ended = [];
        private Revision _last;

        public void Do(Step step, LayerId layer, int choice)
        {
            switch (step)
            {
                case Step.Move:
                    Accept(static _ => true);
                    break;
                case Step.ChangeOne:
                    Accept(changed => changed == layer);
                    break;
                case Step.ShowOrHide when _visible.TryGetValue(layer, out var visible):
                    _visible[layer] = !visible;
                    SetLayers();
                    Accept(changed => changed == layer && !visible);
                    break;
                case Step.AddOrRemove:
                    if (!_visible.Remove(layer))
                    {
                        _visible[layer] = true;
                    }
                    else
                    {
                        _shown.Remove(layer);
                    }

                    SetLayers();
                    Accept(changed => changed == layer);
                    break;
                case Step.CompleteNewest or Step.FailNewest or Step.Preview when _slicer.PendingOf(layer) is { } pending:
                    Answer(step, layer, pending);
                    break;
                case Step.LoseSilo:
                    // The viewer comes back in another life, from what storage kept, and slices its last request anew.
                    _slicer = new LayerSlicer(++_epoch);
                    SetLayers();
                    Accept(static _ => true);
                    break;
                case Step.CompleteAnOld or Step.FailAnOld when _requests.Count > 0:
                    var (old, revision) = _requests[choice % _requests.Count];
                    Answer(step, old, revision);
                    break;
            }
        }

        public void FinishAll()
        {
            foreach (var layer in _slicer.Loading.ToList())
            {
                Answer(Step.CompleteNewest, layer, _slicer.PendingOf(layer)!.Value);
            }

            Assert.NotEqual(RevisionOutcome.Pending, _slicer.Outcome);
            Assert.True(_slicer.Revision.Counter == 0 || _ended.Contains(_slicer.Revision));
        }

        private void SetLayers() => _slicer.SetLayers(_visible.Select(layer => Spec(layer.Key.Value, layer.Value)));

        private void Accept(Func<LayerId, bool> concerns)
        {
            var started = _slicer.Accept(concerns);
            Assert.True(_slicer.Revision > _last);
            Assert.All(started, layer => Assert.True(_visible[layer]));
            _last = _slicer.Revision;
            _requests.AddRange(started.Select(layer => (layer, _slicer.Revision)));
            EndIfOver();
        }

        private void Answer(Step step, LayerId layer, Revision revision)
        {
            var isWanted = _slicer.PendingOf(layer) == revision;
            var isTaken = step is Step.FailNewest or Step.FailAnOld
                ? _slicer.Fail(new SliceFailure(layer, revision, LamellaErrorCode.CorruptChunk, "damaged"))
                : _slicer.Complete(Response(layer.Value, revision, step == Step.Preview));
            Assert.Equal(isWanted, isTaken);
            if (_slicer.ResponseOf(layer) is { } shown)
            {
                Assert.True(!_shown.TryGetValue(layer, out var before) || shown.Revision >= before);
                _shown[layer] = shown.Revision;
            }

            EndIfOver();
        }

        private void EndIfOver()
        {
            if (_slicer.TryEnd())
            {
                Assert.Empty(_slicer.Loading);
                Assert.True(_ended.Add(_slicer.Revision), "A revision ended twice.");
                Assert.Equal(_slicer.Failures.IsEmpty ? RevisionOutcome.Ready : RevisionOutcome.Failed, _slicer.Outcome);
            }
        }
    }
}
