using Lamella.Contracts.Monitoring;
using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Monitoring;

/// <summary>Why a slice was slow: its longest stage, and what that stage was about.</summary>
internal static class SlowReason
{
    public static string Of(SlowSlice slice)
    {
        var timings = slice.Timings;
        (string Name, TimeSpan Time)[] stages =
        [
            ("debounce", timings.Debounced),
            ("queue", timings.Queued),
            ("plan", timings.Planned),
            ("read", timings.Read),
            ("decode", timings.Decoded),
            ("build", timings.Assembled),
        ];
        var (name, time) = stages.MaxBy(stage => stage.Time);
        var about = name switch
        {
            "read" when slice.QueueAtRequest > slice.Chunks.Chunks => $", {slice.QueueAtRequest} before it",
            "read" => $" of {slice.Chunks.Chunks - slice.Chunks.Hits} chunks",
            _ => "",
        };
        return $"{name} {Quantities.Time(time)}{about}";
    }
}
