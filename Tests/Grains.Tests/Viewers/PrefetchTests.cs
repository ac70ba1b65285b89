using Lamella.Engine.Arrays.Formats;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Reading ahead of a slider, through the service.</summary>
public sealed class PrefetchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetDims_steadilyAlongAnAxis_readsAhead()
    {
        var images = new TestImages();
        await using var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Services = services => services.AddSingleton<IImageOpener>(images) }, Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var array = new HeldArray(64, 8, 8);
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync(images.Add(array), cancellationToken: Token);
        var dims = (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims;

        // On a busy machine a hand that moves slowly is not read ahead of: it goes on until it was quick enough.
        var moves = 0;
        while (moves < 56 && array.Finished <= moves + 1)
        {
            var plane = ++moves;
            var revision = await viewer.SetDimsAsync(dims.WithPoint(0, plane), Token);
            await viewer.WaitForAsync(revision, Patience, Token);
        }

        Assert.InRange(array.Finished, moves + 2, moves + 12);
    }
}
