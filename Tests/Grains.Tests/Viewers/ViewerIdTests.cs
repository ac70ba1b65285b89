using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Ids that no viewer can have are refused before anybody looks for what such a viewer keeps.</summary>
public sealed class ViewerIdTests(BrokenStorageFixture cluster) : IClassFixture<BrokenStorageFixture>
{
    public static TheoryData<string> Wrong { get; } =
        new("a\0b", "\0", "a\nb", "a\u001b[2J", "a b", "a/b", "\u00e4", "\ud800", new string('a', 65), new string('a', 10_000));

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Viewer_calledByAnIdThatNoneCanHave_isAnInvalidArgument_notAnErrorOfStorage(string id)
    {
        var grain = cluster.Cluster.Client.GetGrain<IViewerGrain>(id);

        var error = await Assert.ThrowsAsync<LamellaException>(() => grain.GetSnapshot());

        AssertTellsTheRule(error);
    }

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    [InlineData("")]
    [InlineData(null)]
    public void OpenViewer_withAnIdThatNoneCanHave_isRefusedAtOnce(string? id) =>
        AssertTellsTheRule(Assert.Throws<LamellaException>(() => cluster.Client.OpenViewer(new ViewerId(id!))));

    [Fact]
    public async Task Viewer_thatCannotBeRead_isAnErrorOfStorage_whereItsIdIsRight()
    {
        var grain = cluster.Cluster.Client.GetGrain<IViewerGrain>(new string('a', 64));

        await Assert.ThrowsAsync<OrleansException>(() => grain.GetSnapshot());
    }

    private static void AssertTellsTheRule(LamellaException error)
    {
        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        Assert.StartsWith("A viewer's id is 1 to 64 of A-Z a-z 0-9 . _ -, not '", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 1, 128);
    }
}
