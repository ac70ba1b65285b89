using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Xunit;

namespace Lamella.Grains.Tests.Monitoring;

/// <summary>What a silo tells to whoever listens to its meters and activities.</summary>
public sealed class SlicingMetersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slice_recordsEveryStage_andAnActivityWithItsLayerAndBytes()
    {
        var stages = new ConcurrentDictionary<string, double>();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Lamella.Slicing", Name: "lamella.slice.stage" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((_, value, tags, _) => stages[(string)tags[0].Value!] = value);
        meters.Start();
        var activities = new ConcurrentQueue<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Lamella.Slicing",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var viewer = client.OpenViewer();

        await viewer.AddImageAsync("synthetic:index?shape=8,16,16&dtype=uint16", cancellationToken: Token);
        await viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Equal(
            ["announced", "assembled", "debounced", "decoded", "planned", "queued", "read"], stages.Keys.Order(StringComparer.Ordinal));
        await Eventually.HoldsAsync(() => activities.Any(activity => Equals(activity.GetTagItem("lamella.bytes"), 512L)), Token);
        Assert.Contains(activities, activity => activity.GetTagItem("lamella.layer") is string layer && layer.StartsWith(viewer.Id.Value, StringComparison.Ordinal));
    }
}
