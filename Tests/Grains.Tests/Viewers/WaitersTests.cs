using Lamella.Grains.Viewers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

public sealed class WaitersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Waiters _sut = new();
    private bool _isOver;

    [Fact]
    public async Task Check_ofSeveralWhoseConditionHolds_letsAllGoOn_alsoWhereOneWaitsAnew()
    {
        var again = WaitTwiceAsync();
        var other = _sut.WaitAsync(() => _isOver, TimeSpan.FromSeconds(1), _time, TestContext.Current.CancellationToken);

        _isOver = true;
        _sut.Check();
        Assert.True(other.IsCompletedSuccessfully);
        Assert.False(again.IsCompleted);

        _isOver = true;
        _sut.Check();
        await again;
    }

    [Fact]
    public async Task Wait_whoseTimeIsOver_isNoError_andIsForgotten()
    {
        var asked = 0;
        var waiting = _sut.WaitAsync(() => ++asked < 0, TimeSpan.FromSeconds(1), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(1));
        await waiting;

        _sut.Check();
        Assert.Equal(1, asked);
    }

    private async Task WaitTwiceAsync()
    {
        await _sut.WaitAsync(() => _isOver, TimeSpan.FromSeconds(1), _time, TestContext.Current.CancellationToken);
        _isOver = false;
        await _sut.WaitAsync(() => _isOver, TimeSpan.FromSeconds(1), _time, TestContext.Current.CancellationToken);
    }
}
