namespace Lamella.Engine.Tests.Goldens;

/// <summary>A case in which Lamella means to answer otherwise than napari.</summary>
/// <param name="Id">The case.</param>
/// <param name="Rule">The rule of docs/differences.md.</param>
/// <param name="Reason">What Lamella does instead.</param>
internal sealed record GoldenDifference(string Id, string Rule, string Reason)
{
    private static readonly Lazy<IReadOnlyDictionary<string, GoldenDifference>> Listed = new(Read);

    /// <summary>Every difference, by case.</summary>
    public static IReadOnlyDictionary<string, GoldenDifference> All => Listed.Value;

    private static Dictionary<string, GoldenDifference> Read() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Goldens", "differences.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => new GoldenDifference(cells[0], cells[1], cells[2]));
}
