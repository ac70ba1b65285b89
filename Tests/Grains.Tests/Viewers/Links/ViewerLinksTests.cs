using System.Reflection;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Viewers.Links;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Grains.Tests.Viewers.Links;

/// <summary>Which links a viewer has.</summary>
public sealed class ViewerLinksTests : IDisposable
{
    private static readonly ViewerId Own = new("own");
    private static readonly ViewerId Other = new("other");

    private readonly ViewerLinks _links =
        new(Own, DispatchProxy.Create<IGrainFactory, Nobody>(), static _ => null, static (_, _) => { }, new FakeTimeProvider(), static _ => { });

    public void Dispose() => _links.Dispose();

    [Theory]
    [InlineData("own", LinkedParts.All)]
    [InlineData("no id", LinkedParts.All)]
    [InlineData("", LinkedParts.All)]
    [InlineData("other", (LinkedParts)8)]
    public void EnsureValid_ofALinkThatCannotBe_isInvalidArgument(string other, LinkedParts parts)
    {
        var error = Assert.Throws<LamellaException>(() => _links.EnsureValid(new ViewerId(other), parts));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public void Restore_leavesOutWhatNoViewerCanHave()
    {
        _links.Restore(
        [
            new ViewerLink(new ViewerId("no id"), LinkedParts.All),
            new ViewerLink(Own, LinkedParts.All),
            new ViewerLink(new ViewerId("none"), (LinkedParts)8),
            new ViewerLink(Other, (LinkedParts)8 | LinkedParts.Point),
        ]);

        Assert.Equal([new ViewerLink(Other, LinkedParts.Point)], _links.All);
    }

    /// <summary>Viewers that are never told anything.</summary>
    public class Nobody : DispatchProxy
    {
        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Create<IViewerGrain, Nobody>();
    }
}
