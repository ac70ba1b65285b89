using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Slicing;
using Xunit;

namespace Lamella.Clients.Tests.Sdk;

public sealed class LastMovesTests
{
    private static readonly Guid Client = Guid.NewGuid();
    private static readonly Dims First = Dims.Create(2);
    private static readonly Dims Second = First.WithNdim(3);

    private readonly LastMoves _sut = new();

    [Fact]
    public void Lost_isWhatWasAcceptedAfterWhatStorageKept()
    {
        _sut.Accepted(First, new ChangeOrder(Client, 1), new Revision(1, 7));

        Assert.Null(_sut.LostIn(Snapshot(new Revision(2, 1), restored: new Revision(1, 7))).Dims);
        Assert.Equal(First, _sut.LostIn(Snapshot(new Revision(2, 1), restored: new Revision(1, 6))).Dims!.To);
    }

    [Fact]
    public void Lost_inTheSameLife_orOnceSomebodyHasMovedTheViewer_isNothing()
    {
        _sut.Accepted(First, new ChangeOrder(Client, 1), new Revision(2, 7));

        Assert.Null(_sut.LostIn(Snapshot(new Revision(2, 7), restored: new Revision(1, 6))).Dims);
        Assert.Null(_sut.LostIn(Snapshot(new Revision(3, 1), restored: null)).Dims);
    }

    [Fact]
    public void Lost_ofSeveralMoves_isTheOneMadeLast_whicheverWasAnsweredLast()
    {
        _sut.Accepted(Second, new ChangeOrder(Client, 2), new Revision(1, 8));
        _sut.Accepted(First, new ChangeOrder(Client, 1), new Revision(1, 8));

        Assert.Equal(Second, _sut.LostIn(Snapshot(new Revision(2, 1), restored: new Revision(1, 6))).Dims!.To);
    }

    [Fact]
    public void Lost_onceMadeAgain_isNothing_thoughItChangedNothing()
    {
        var order = new ChangeOrder(Client, 1);
        _sut.Accepted(First, order, new Revision(1, 7));

        _sut.Accepted(First, order, new Revision(2, 1));

        Assert.Null(_sut.LostIn(Snapshot(new Revision(2, 1), restored: new Revision(1, 6))).Dims);
    }

    [Fact]
    public void Lost_fieldOfView_evenNone_isToldApartFromNothing()
    {
        _sut.Accepted(view: null, new ChangeOrder(Client, 1), new Revision(1, 7));

        var (dims, view) = _sut.LostIn(Snapshot(new Revision(2, 1), restored: new Revision(1, 6)));

        Assert.Null(dims);
        Assert.Null(Assert.IsType<LastMoves.Move<FieldOfView?>>(view).To);
    }

    [Fact]
    public void Lost_fieldOfView_afterSomebodyMovedThePointAlone_isStillKnown()
    {
        _sut.Accepted(new FieldOfView([0, 0], [1, 1], [8, 8]), new ChangeOrder(Client, 1), new Revision(1, 7));

        var snapshot = Snapshot(new Revision(2, 2), restored: new Revision(1, 6)) with { RestoredFrom = null };

        Assert.NotNull(_sut.LostIn(snapshot).View);
    }

    private static ViewerSnapshot Snapshot(Revision revision, Revision? restored) => new()
    {
        Viewer = new ViewerId("v"),
        Revision = revision,
        Outcome = RevisionOutcome.Ready,
        LastEvent = 1,
        Dims = First,
        RestoredFrom = restored,
        RestoredViewFrom = restored,
    };
}
