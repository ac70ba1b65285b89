using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A slice that is shown and whose layer grain has gone, as after the loss of its silo.</summary>
public sealed class GoneSliceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadPixels_ofAShownSliceThatIsGone_hasItMadeAgain()
    {
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var viewer = client.OpenViewer();
        var layer = (await viewer.AddImageAsync("synthetic:index?shape=8,32,32", cancellationToken: Token)).Layer;
        var shown = Ready(await viewer.WaitUntilIdleAsync(Patience, Token));
        var grains = silo.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<ILayerGrain>(LayerGrainKey.Create(viewer.Id, layer)).Close();

        LamellaException? gone = null;
        while (gone is null)
        {
            // The grain closes when it is idle: until then it still has the slice.
            gone = await Record.ExceptionAsync(async () => (await viewer.ReadPixelsAsync(shown.Responses[0], Token)).Dispose()) as LamellaException;
        }

        var again = Ready(await viewer.WaitUntilIdleAsync(Patience, Token));
        using var pixels = await viewer.ReadPixelsAsync(again.Responses[0], Token);

        Assert.Equal(LamellaErrorCode.SliceGone, gone.Code);
        Assert.True(again.Revision > shown.Revision);
        Assert.Equal(32 * 32 * 2, pixels.Bytes.Length);
    }

    private static SliceReady Ready(ViewerSnapshot snapshot) => Assert.IsType<SliceReady>(snapshot.LastEnd);
}
