using BenchmarkDotNet.Running;
using Lamella.Benchmarks.Slicing;

if (args is ["latency", ..])
{
    await MoveLatency.RunAsync(Console.Out);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(MoveLatency).Assembly).Run(args);
return 0;
