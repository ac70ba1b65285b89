using System.Diagnostics;
using System.Runtime;

namespace Lamella.Cli.Bench;

/// <summary>Measures two ways to the same slice turn by turn, so that whatever else the machine does hits both alike.</summary>
/// <param name="repeats">Measured turns.</param>
/// <param name="longestWarmUp">
/// How long both are run at most before they are measured. It is over sooner when the compiler has had nothing to do for three seconds:
/// the service runs through far more code than the Engine alone, and is compiled for long.
/// </param>
internal sealed class SideBySide(int repeats, TimeSpan longestWarmUp)
{
    private const int FewestWarmUps = 12;
    private const int FirstSlices = 100;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    /// <summary>Runs both.</summary>
    /// <param name="what">What is sliced.</param>
    /// <param name="engine">Slices plane i by calling the Engine.</param>
    /// <param name="service">Slices plane i through the service.</param>
    /// <param name="onWarm">Called once, before the first measured turn.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    public async Task<BenchRow> RunAsync(
        string what, Func<int, Task> engine, Func<int, Task> service, Action onWarm, CancellationToken cancellationToken)
    {
        var turn = 0;
        var first = (Engine: new List<double>(), Service: new List<double>());
        for (var warmUp = new WarmUp(longestWarmUp); turn < FewestWarmUps || !warmUp.IsOver; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (direct, through) = (await TakeAsync(engine, turn).ConfigureAwait(false), await TakeAsync(service, turn).ConfigureAwait(false));
            if (turn >= FewestWarmUps && first.Engine.Count < FirstSlices)
            {
                first.Engine.Add(direct);
                first.Service.Add(through);
            }
        }

        onWarm();
        var (engineTimes, serviceTimes) = (new List<double>(repeats), new List<double>(repeats));
        var (engineProcessor, serviceProcessor) = (0.0, 0.0);
        for (var end = turn + repeats; turn < end; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Processor;
            engineTimes.Add(await TakeAsync(engine, turn).ConfigureAwait(false));
            var between = Processor;
            serviceTimes.Add(await TakeAsync(service, turn).ConfigureAwait(false));
            (engineProcessor, serviceProcessor) = (engineProcessor + between - before, serviceProcessor + Processor - between);
        }

        return new BenchRow(what, [.. engineTimes.Order()], [.. serviceTimes.Order()], engineProcessor / repeats, serviceProcessor / repeats)
        {
            FirstRatio = first.Engine.Count == 0 ? null : Median(first.Service) / Median(first.Engine),
        };
    }

    private static double Processor => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    private static async Task<double> TakeAsync(Func<int, Task> slice, int turn)
    {
        var start = Stopwatch.GetTimestamp();
        await slice(turn).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times) => BenchRow.At([.. times.Order()], 50);

    private sealed class WarmUp(TimeSpan longest)
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _lastCompiled = Stopwatch.GetTimestamp();
        private long _compiled;

        public bool IsOver
        {
            get
            {
                var compiled = JitInfo.GetCompiledMethodCount();
                if (compiled != _compiled)
                {
                    (_compiled, _lastCompiled) = (compiled, Stopwatch.GetTimestamp());
                }

                return Stopwatch.GetElapsedTime(_start) >= longest || Stopwatch.GetElapsedTime(_lastCompiled) >= Calm;
            }
        }
    }
}
