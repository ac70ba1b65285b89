using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Viewers;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>What a viewer that was brought back knows of what it has lost.</summary>
public sealed class ViewerModelTests
{
    private static readonly FieldOfView View = new([0, 0], [1, 1], [8, 8]);

    [Fact]
    public void Restored_knowsWhatStorageHad_untilThatPartIsChangedAnew()
    {
        var restored = ViewerModel.From(ViewerModel.Empty.ToStored(new Revision(1, 7)));

        Assert.Equal((new Revision(1, 7), new Revision(1, 7)), (restored.RestoredFrom, restored.RestoredViewFrom));
        var moved = restored.WithDims(Dims.Create(3));
        Assert.Equal((null, new Revision(1, 7)), (moved.RestoredFrom, moved.RestoredViewFrom));
        Assert.Null(moved.WithFieldOfView(View).RestoredViewFrom);
    }

    [Fact]
    public void Restored_again_beforeAnybodyMovedIt_knowsWhatStorageHadAtFirst()
    {
        var first = ViewerModel.From(ViewerModel.Empty.ToStored(new Revision(1, 7)));

        var second = ViewerModel.From(first.WithFieldOfView(View).ToStored(new Revision(2, 2)));

        Assert.Equal((new Revision(1, 7), new Revision(2, 2)), (second.RestoredFrom, second.RestoredViewFrom));
    }

    [Fact]
    public void Restored_fromWhatAnOlderProgramWrote_claimsNoLoss() =>
        Assert.Null(ViewerModel.From(ViewerModel.Empty.ToStored(new Revision(1, 0))).RestoredFrom);
}
