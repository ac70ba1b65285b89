using System.Diagnostics;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

public sealed class EmbeddedSiloTests
{
    private const string Source = "synthetic:index?shape=16,64,64&dtype=uint16&chunks=4,32,32";

    [Fact]
    public async Task ReadPixels_withinTheProcess_andOverTheGateway_giveTheSameBytes()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var watch = Stopwatch.StartNew();
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: cancellationToken);
        var started = watch.Elapsed;
        await using var near = LamellaClient.FromServices(silo.Services);
        await using var far = await LamellaClient.ConnectAsync($"127.0.0.1:{silo.Gateway.Port}", cancellationToken: cancellationToken);
        var viewer = near.OpenViewer(new ViewerId("v"));
        var added = await viewer.AddImageAsync(Source, cancellationToken: cancellationToken);

        var snapshot = await viewer.WaitForAsync(added.Revision, TimeSpan.FromSeconds(10), cancellationToken);
        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        using var here = await viewer.ReadPixelsAsync(ready.Responses[0], cancellationToken);
        using var there = await far.OpenViewer(viewer.Id).ReadPixelsAsync(ready.Responses[0], cancellationToken);

        Assert.Equal([64, 64], Assert.IsType<ImageSliceResponse>(ready.Responses[0]).Shape);
        Assert.Equal(here.Bytes.ToArray(), there.Bytes.ToArray());
        TestContext.Current.TestOutputHelper!.WriteLine($"Silo started in {started.TotalMilliseconds:0} ms, slice after {watch.ElapsedMilliseconds} ms.");
    }
}
