using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Viewers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>People are told once of what fails again and again.</summary>
public sealed class FailureNoticesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Mark_ofTheSameCauseWithinTheWindow_isARepetition_andTheNextNoticeTellsHowMany()
    {
        var notices = new FailureNotices(Window, _time);

        var first = notices.Mark(Failure("a"));
        var repeated = Enumerable.Range(0, 5).Select(_ => notices.Mark(Failure("a"))).ToList();
        _time.Advance(Window);
        var later = notices.Mark(Failure("a"));
        var last = notices.Mark(Failure("a"));

        Assert.Equal((false, 0), (first.Repeated, first.Suppressed));
        Assert.All(repeated, failure => Assert.True(failure.Repeated));
        Assert.Equal((false, 5), (later.Repeated, later.Suppressed));
        Assert.Equal((true, 0), (last.Repeated, last.Suppressed));
    }

    [Fact]
    public void Mark_ofAnotherLayerOrCause_isANoticeOfItsOwn()
    {
        var notices = new FailureNotices(Window, _time);
        notices.Mark(Failure("a"));

        Assert.False(notices.Mark(Failure("b")).Repeated);
        Assert.False(notices.Mark(Failure("a", LamellaErrorCode.StoreFailed)).Repeated);
    }

    [Fact]
    public void Mark_afterTheLayerHasGone_isANoticeAgain()
    {
        var notices = new FailureNotices(Window, _time);
        notices.Mark(Failure("a"));
        notices.Mark(Failure("a"));

        notices.Forget(new LayerId("a"));

        Assert.Equal((false, 0), (notices.Mark(Failure("a")).Repeated, notices.Mark(Failure("a")).Suppressed));
    }

    [Fact]
    public void Mark_withoutAWindow_tellsAll()
    {
        var notices = new FailureNotices(TimeSpan.Zero, _time);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.False(notices.Mark(Failure("a")).Repeated));
    }

    private static SliceFailure Failure(string layer, LamellaErrorCode code = LamellaErrorCode.CorruptChunk) =>
        new(new LayerId(layer), new Revision(1, 2), code, "damaged");
}
