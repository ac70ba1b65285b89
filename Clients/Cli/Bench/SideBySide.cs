using System.Diagnostics;

namespace Lamella.Cli.Bench;

/// <summary>Measures two ways to the same slice turn by turn, so that whatever else the machine does hits both alike.</summary>
internal static class SideBySide
{
    private const int WarmUp = 12;

    /// <summary>Runs both.</summary>
    /// <param name="what">What is sliced.</param>
    /// <param name="engine">Slices plane i by calling the Engine.</param>
    /// <param name="service">Slices plane i through the service.</param>
    /// <param name="repeats">Measured turns.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    public static async Task<BenchRow> RunAsync(
        string what, Func<int, Task> engine, Func<int, Task> service, int repeats, CancellationToken cancellationToken)
    {
        var (direct, through) = (new Times(repeats), new Times(repeats));
        for (var turn = -WarmUp; turn < repeats; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await direct.TakeAsync(engine, turn).ConfigureAwait(false);
            await through.TakeAsync(service, turn).ConfigureAwait(false);
        }

        return new BenchRow(what, direct.Sorted, through.Sorted, direct.Processor / repeats, through.Processor / repeats);
    }

    private sealed class Times(int repeats)
    {
        private readonly List<double> _milliseconds = new(repeats);

        public double Processor { get; private set; }

        public IReadOnlyList<double> Sorted => [.. _milliseconds.Order()];

        public async Task TakeAsync(Func<int, Task> slice, int turn)
        {
            var (processor, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            await slice(turn + WarmUp).ConfigureAwait(false);
            if (turn >= 0)
            {
                _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                Processor += (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
            }
        }
    }
}
