using System.Diagnostics;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Samples;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Lamella.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A hand on the slider of a volume that lies on a web server which takes 100 ms for every answer.</summary>
public sealed class RemoteScrubTests : IDisposable
{
    private const int Moves = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-remote-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SetDims_25TimesInASecond_wastesAtMostATenthOfTheBytes()
    {
        await SampleWriter.WriteAsync(Path.Combine(_folder, "sample.zarr"), overwrite: false, new SampleShape(64, 256, 256), null, Token);
        await using var server = new FolderServer(_folder, TimeSpan.FromMilliseconds(100));
        await using var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Remote = remote => remote.AllowAny = true }, Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync(server.Root + "sample.zarr/0", cancellationToken: Token);
        var dims = (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims;
        var scheduler = silo.Services.GetRequiredService<ChunkScheduler>();
        var before = scheduler.GetCounters();
        using var rate = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Moves));

        var watch = Stopwatch.StartNew();
        for (var move = 0; move < Moves; move++)
        {
            await viewer.SetDimsAsync(dims.WithPoint(1, 2 * move), Token);
            await (move < Moves - 1 ? rate.WaitForNextTickAsync(Token).AsTask() : Task.CompletedTask);
        }

        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);
        var last = watch.Elapsed;

        var after = scheduler.GetCounters();
        var read = after.BytesRead - before.BytesRead;
        var vain = after.BytesReadInVain - before.BytesReadInVain + after.BytesWasted - before.BytesWasted;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"25 moves in 1 s over HTTP at 100 ms an answer: last ready after {last.TotalMilliseconds:0} ms (limit 1100 ms); "
            + $"{read} bytes read, {vain} in vain; {after.Reads - before.Reads} reads, {after.Cancels - before.Cancels} cancelled.");
        Assert.IsType<SliceReady>(snapshot.LastEnd);
        Assert.InRange(read, 1, long.MaxValue);
        Assert.InRange(vain, 0, read / 10);
    }
}
