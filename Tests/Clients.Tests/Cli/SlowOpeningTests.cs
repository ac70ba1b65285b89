using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>Sources that take longer to open than one call may.</summary>
[Collection(ProcessCollection.Name)]
public sealed class SlowOpeningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetImageInfo_ofASlowSource_isAskedForInTurnsAndTellsItsVerdict()
    {
        var opener = new HeldOpener();
        await using var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Services = services => services.AddSingleton<IImageOpener>(opener) }, Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var asking = client.GetImageInfoAsync("slow:image", Token);
        var grain = silo.Services.GetRequiredService<IClusterClient>().GetGrain<IImageInfoGrain>(0);

        // This turn began after the client's first one; when it is over, the client is in its second.
        Assert.Null(await grain.GetInfo("slow:image", Guid.NewGuid(), Token));
        Assert.False(asking.IsCompleted);
        opener.Fail(new LamellaException(LamellaErrorCode.StoreFailed, "nothing came for 15 s"));

        var error = await Assert.ThrowsAsync<LamellaException>(() => asking);
        Assert.Equal((LamellaErrorCode.StoreFailed, 2), (error.Code, opener.Opened));
    }

    [Fact]
    public async Task Command_thatAnExceptionOfTheServiceEnds_failsInOneLine() =>
        (await CommandRun.OfAsync(new BrokenClock(), "slice", "synthetic:index?shape=4,4,4", "-o", "x.npy")).AssertFails(1, "did not answer");

    private sealed class HeldOpener : IImageOpener
    {
        private readonly TaskCompletionSource<OpenedImage> _image = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _opened;

        public int Opened => _opened;

        public void Fail(Exception error) => _image.SetException(error);

        public async ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            return await _image.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Fails as a call does that was not answered.</summary>
    private sealed class BrokenClock : TimeProvider
    {
        public override long GetTimestamp() => throw new TimeoutException("Response did not arrive on time.");
    }
}
