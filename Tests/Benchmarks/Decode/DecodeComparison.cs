using System.Diagnostics;
using Lamella.Engine.Arrays.Codecs.Blosc;

namespace Lamella.Benchmarks.Decode;

/// <summary>
/// Decodes the same chunks here and in c-blosc, turn by turn in one run, one thread each, so that what disturbs the machine
/// disturbs both. Run: <c>dotnet run -c Release --project Tests/Benchmarks -- decode</c>.
/// </summary>
internal static class DecodeComparison
{
    private const int Rounds = 25;
    private const int DecodesPerRound = 40;

    public static void Run(TextWriter output)
    {
        using var peer = NativePeer.TryStart();
        output.WriteLine(peer is null
            ? "python3 with numcodecs is not installed: only our own figures."
            : $"against numcodecs {peer.Version}; {Rounds} rounds of {DecodesPerRound} chunks of 64³ uint16, turn by turn");
        output.WriteLine("| chunk | ours MB/s, median (p99) | c-blosc MB/s, median (p99) | ratio of medians | ratio of bests |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var name in EncodedChunks.Cases)
        {
            Compare($"corpus {name["blosc_multiblock_".Length..]}", path => File.WriteAllBytes(path, EncodedChunks.Read(name)), peer, output);
        }

        foreach (var settings in peer is null ? [] : (string[])["lz4_shuffle", "zstd_shuffle", "lz4_bitshuffle"])
        {
            Compare($"noisy {settings}", path => peer!.Encode(path, settings), peer, output);
        }
    }

    private static void Compare(string name, Action<string> write, NativePeer? peer, TextWriter output)
    {
        var path = Path.GetTempFileName();
        try
        {
            write(path);
            var encoded = File.ReadAllBytes(path);
            var decoded = new byte[EncodedChunks.DecodedLength];
            var codec = new BloscCodec("");
            var ours = new double[Rounds];
            var theirs = new double[Rounds];
            WarmUp(codec, encoded, decoded);
            for (var round = 0; round < Rounds; round++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var count = 0; count < DecodesPerRound; count++)
                {
                    codec.Decode(encoded, decoded);
                }

                var own = Rate(Stopwatch.GetElapsedTime(start));
                var native = peer is null ? double.NaN : Rate(peer.Decode(path, DecodesPerRound));
                (ours[round], theirs[round]) = (own, native);
            }

            Array.Sort(ours);
            Array.Sort(theirs);
            output.WriteLine(
                $"| {name} | {ours[Rounds / 2]:F0} ({ours[0]:F0}) | {theirs[Rounds / 2]:F0} ({theirs[0]:F0}) "
                + $"| {ours[Rounds / 2] / theirs[Rounds / 2]:F2} | {ours[^1] / theirs[^1]:F2} |");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Until tiered compilation has settled, which it does by the clock and not by calls: a silo runs for days.</summary>
    private static void WarmUp(BloscCodec codec, byte[] encoded, byte[] decoded)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1.5);)
        {
            codec.Decode(encoded, decoded);
        }
    }

    private static double Rate(TimeSpan time) => (double)EncodedChunks.DecodedLength * DecodesPerRound / 1e6 / time.TotalSeconds;
}
