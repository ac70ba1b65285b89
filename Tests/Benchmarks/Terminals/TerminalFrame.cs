using System.Diagnostics;

namespace Lamella.Benchmarks.Terminals;

/// <summary>A frame that a program wrote.</summary>
/// <param name="At">When its last byte had been taken, as a stopwatch's time stamp.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="TellsLatency">Whether the latency line now tells percentiles: a slice is shown for the first time.</param>
/// <param name="HasPicture">Whether the picture changed: sixels were written, or more colours than text has.</param>
internal readonly record struct TerminalFrame(long At, int Length, bool HasPicture, bool TellsLatency)
{
    private const int ColorsOfText = 40;

    public static TerminalFrame Of(ReadOnlySpan<byte> bytes) =>
        new(Stopwatch.GetTimestamp(), bytes.Length, bytes.Count("48;2;"u8) > ColorsOfText || bytes.IndexOf("\eP"u8) >= 0, bytes.IndexOf("p50"u8) >= 0);
}
