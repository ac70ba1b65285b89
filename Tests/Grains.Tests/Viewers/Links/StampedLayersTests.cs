using CsCheck;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers.Links;
using Xunit;

namespace Lamella.Grains.Tests.Viewers.Links;

/// <summary>Layer lists that are edited in several viewers at once.</summary>
public sealed class StampedLayersTests
{
    private static readonly Guid Here = new("11111111-0000-0000-0000-000000000000");
    private static readonly Guid There = new("22222222-0000-0000-0000-000000000000");

    private readonly StampedLayers _shared = new LinkedEdits(1).Lists[0];

    [Fact]
    public void Merge_ofRandomEdits_inAnyOrderOfArrival_endsAlike_andLosesNoEditOfOneViewerAlone() =>
        Gen.Select(Gen.Int[2, 4], Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 9]).Array[0, 40]).Sample(
            (viewers, steps) =>
            {
                var edits = new LinkedEdits(viewers);
                foreach (var (kind, viewer, layer, at) in steps)
                {
                    edits.Step(kind, viewer, layer, at);
                }

                edits.Settle();

                Assert.True(edits.AreSame, "the lists differ");
                Assert.Empty(edits.Lost);
            },
            iter: 2000);

    [Fact]
    public void Merge_ofAnAddAndARemove_hasBoth_inOneOrder()
    {
        var here = _shared.Insert(Layer("mine"), 1, Stamp(10, Here));
        var there = _shared.Remove(new LayerId("shared2"), Stamp(11, There));

        var (merged, alike) = (here.Merge(there), there.Merge(here));

        Assert.Equal(["shared0", "mine", "shared1", "shared3"], Ids(merged));
        Assert.Equal(Ids(merged), Ids(alike));
        Assert.True(merged.KnowsTheSame(alike));
    }

    [Fact]
    public void Merge_ofTwoChangesOfOneLayer_hasTheLater_andTheMoveOfTheOther()
    {
        var here = _shared.Change(Layer("shared1", "here"), Stamp(12, Here));
        var there = _shared.Change(Layer("shared1", "there"), Stamp(11, There)).Move(new LayerId("shared1"), 3, Stamp(12, There));

        var merged = there.Merge(here);

        Assert.Equal(["shared0", "shared2", "shared3", "shared1"], Ids(merged));
        Assert.Equal("here", Layer(merged, "shared1").Spec.Name);
    }

    [Fact]
    public void Merge_ofTwoLayersPutAtOnePlace_keepsRoomBetweenThem()
    {
        var here = _shared.Insert(Layer("a"), 1, Stamp(10, Here));
        var merged = here.Merge(_shared.Insert(Layer("b"), 1, Stamp(10, There)));

        var moved = merged.Move(new LayerId("shared3"), 2, Stamp(11, Here));

        Assert.Equal("shared3", Ids(moved)[2]);
        Assert.Equal(1, moved.Stamps.Zip(merged.Stamps).Count(static pair => pair.First != pair.Second));
    }

    [Fact]
    public void Move_manyTimesBetweenTwo_keepsTheOrder()
    {
        var list = _shared;
        for (var i = 0; i < 200; i++)
        {
            list = list.Insert(Layer($"x{i:d3}"), 1, Stamp(10 + i, Here));
        }

        Assert.Equal(["shared0", "x199", "x198"], Ids(list)[..3]);
        Assert.Equal(["x000", "shared1", "shared2", "shared3"], Ids(list)[^4..]);
    }

    [Fact]
    public void TakeOver_ofAnotherList_isThatList_thoughOwnEditsAreLater()
    {
        var own = _shared.Change(Layer("shared1", "mine"), Stamp(50, Here)).Insert(Layer("mine"), 0, Stamp(51, Here)).Remove(new LayerId("shared0"), Stamp(52, Here));
        var other = _shared.Move(new LayerId("shared3"), 0, Stamp(10, There));

        var taken = own.TakeOver(other, Stamp(60, Here));

        Assert.Equal(Ids(other), Ids(taken));
        Assert.Equal("first", Layer(taken, "shared1").Spec.Name);
        Assert.Equal(Ids(other), Ids(own.Merge(taken)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Take_ofALayerThatIsReadAlike_keepsWhatWasLearned_andOfAnotherSourceTakesAll(bool takesOver)
    {
        var stale = Layer("shared1", "renamed");
        stale = stale with { Info = stale.Info with { Ndim = 7 } };
        var other = Layer("shared2", "other");
        other = other with { Spec = other.Spec with { Source = new LayerSource("other") }, Info = stale.Info };
        var there = _shared.Change(stale, Stamp(10, There)).Change(other, Stamp(11, There));

        var taken = takesOver ? _shared.TakeOver(there, Stamp(20, Here)) : _shared.Merge(there);

        Assert.Equal(("renamed", 2), (Layer(taken, "shared1").Spec.Name, Layer(taken, "shared1").Info.Ndim));
        Assert.Equal(7, Layer(taken, "shared2").Info.Ndim);
    }

    [Fact]
    public void StampOld_ofListsThatDiffer_makesThemAgree_andOverrulesNoEdit()
    {
        var old = StampedLayers.From(_shared.Layers, default);
        var renamed = StampedLayers.From([Layer("shared1", "old"), .. _shared.Layers.Where(static layer => layer.Spec.Id.Value != "shared1")], default);
        var (here, there) = (old.Change(Layer("shared2", "edited"), Stamp(10, Here)).StampOld(Here), renamed.StampOld(There));

        var (merged, alike) = (here.Merge(there), there.Merge(here));

        Assert.Equal(merged.Layers.AsEnumerable(), alike.Layers);
        Assert.True(merged.KnowsTheSame(alike));
        Assert.Equal("edited", Layer(merged, "shared2").Spec.Name);
    }

    [Fact]
    public void Remove_ofMany_remembersTheLatest()
    {
        var list = Enumerable.Range(0, 2 * StampedLayers.MostRemoved).Aggregate(
            _shared, (list, i) => list.Insert(Layer($"x{i}"), 0, Stamp(10 + (2 * i), Here)).Remove(new LayerId($"x{i}"), Stamp(11 + (2 * i), Here)));

        Assert.Equal(_shared.Layers.Length + StampedLayers.MostRemoved, list.Stamps.Length);
        Assert.Equal(Ids(_shared), Ids(list));
        Assert.Equal(_shared.Layers.Length, list.Forget().Stamps.Length);
    }

    private static LinkedStamp Stamp(long time, Guid origin) => new(time, origin);

    private static StoredLayer Layer(StampedLayers list, string id) => list.Layers.Single(layer => layer.Spec.Id.Value == id);

    private static string[] Ids(StampedLayers list) => [.. list.Layers.Select(static layer => layer.Spec.Id.Value)];

    private StoredLayer Layer(string id, string name = "new") => Layer(_shared, id, name);

    private static StoredLayer Layer(StampedLayers list, string id, string name) =>
        new(new ImageLayerSpec { Id = new LayerId(id), Name = name, Source = new LayerSource("x") }, list.Layers[0].Info);
}
