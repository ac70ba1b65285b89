using Lamella.Cli.Images;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Lamella.Sdk;
using Lamella.Sdk.Layers;
using Lamella.Silo.Hosting;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>The viewer of one command.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ImageViewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pull_ofASliceWhosePlaceAnotherTook_takesTheOther()
    {
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var request = new ViewRequest();
        await using var view = await ImageView.OpenAsync(client, [LayerText.Parse("synthetic:index?shape=8,16,16")], request, TimeProvider.System, Token);
        await view.SliceAsync(request, null, TimeSpan.FromMinutes(1), Token);
        var snapshot = await view.Viewer.GetSnapshotAsync(Token);
        var state = Assert.Single(snapshot.Layers);
        var response = (ImageSliceResponse)state.LastResponse!;
        var gone = response with { Slice = response.Slice with { Number = response.Slice.Number + 1000 } };
        var error = await Assert.ThrowsAsync<LamellaException>(() => view.Viewer.ReadPixelsAsync(gone, Token));
        Assert.Equal(LamellaErrorCode.SliceGone, error.Code);

        var sliced = await view.PullAsync(
            snapshot with { Layers = [state with { LastResponse = gone }] }, null, TimeProvider.System.GetTimestamp(), Token);

        Assert.Empty(sliced.Missing);
        Assert.Equal(response.Slice, Assert.Single(sliced.Layers).Response.Slice);
    }
}
