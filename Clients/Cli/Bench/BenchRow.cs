namespace Lamella.Cli.Bench;

/// <summary>One comparison: the same slices by calling the Engine, and through the service.</summary>
/// <param name="What">What was sliced.</param>
/// <param name="Engine">Milliseconds of each slice by the Engine, ascending.</param>
/// <param name="Service">Milliseconds of each slice through the service, ascending.</param>
/// <param name="EngineProcessor">Processor milliseconds of a slice by the Engine, mean.</param>
/// <param name="ServiceProcessor">Processor milliseconds of a slice through the service, mean.</param>
internal sealed record BenchRow(
    string What, IReadOnlyList<double> Engine, IReadOnlyList<double> Service, double EngineProcessor, double ServiceProcessor)
{
    /// <summary>Median through the service over median by the Engine.</summary>
    public double Ratio => At(Service, 50) / At(Engine, 50);

    /// <summary>The same ratio for the first slices of this kind, while code was still being compiled; null where it was not measured.</summary>
    public double? FirstRatio { get; init; }

    /// <summary>A percentile (nearest rank).</summary>
    public static double At(IReadOnlyList<double> sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1)];
}
