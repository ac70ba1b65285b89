using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;

namespace Lamella.Cli.Latency;

/// <summary>A stage of a slice, and how long it took.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Of">Its share of a slice, milliseconds.</param>
internal sealed record LatencyStage(string Name, Func<LatencyRecord, double> Of)
{
    /// <summary>All stages in their order, and the total.</summary>
    public static ImmutableArray<LatencyStage> All { get; } =
    [
        new("debounced", static slice => slice.Debounced),
        new("queued", static slice => slice.Queued),
        new("planned", static slice => slice.Planned),
        new("read", static slice => slice.Read),
        new("decoded", static slice => slice.Decoded),
        new("assembled", static slice => slice.Assembled),
        new("announced", static slice => slice.Announced),
        new("delivered", static slice => slice.Delivered),
        new("total", Whole),
    ];

    /// <summary>From the change to the last pixel, milliseconds.</summary>
    public static double Whole(LatencyRecord slice) => slice.Total + slice.Announced + slice.Delivered;

    /// <summary>The stage that took longest. Decoding is part of what follows the last read, and counted once.</summary>
    public static string Slowest(LatencyRecord slice)
    {
        var decoded = Math.Min(slice.Decoded, slice.Assembled);
        return new (string Name, double Time)[]
        {
            ("debounced", slice.Debounced),
            ("queued", slice.Queued),
            ("planned", slice.Planned),
            ("read", slice.Read),
            ("decoded", decoded),
            ("assembled", slice.Assembled - decoded),
            ("announced", slice.Announced),
            ("delivered", slice.Delivered),
        }.MaxBy(static stage => stage.Time).Name;
    }
}
