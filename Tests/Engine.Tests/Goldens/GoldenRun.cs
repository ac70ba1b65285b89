using Xunit;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>
/// Runs every case of a family and prints <c>family passed/all (differences: n)</c>. A case that is listed as a
/// difference must differ from napari, and must answer as its own check says; none is left out.
/// </summary>
internal static class GoldenRun
{
    /// <param name="family">The family's name.</param>
    /// <param name="check">Throws where the case is not met as napari met it.</param>
    /// <param name="checkDifference">Throws where a listed case is not answered as docs/differences.md says.</param>
    public static async Task FamilyAsync(
        string family, Func<GoldenCase, Task> check, Func<GoldenCase, Task>? checkDifference = null)
    {
        var cases = GoldenFile.Family(family);
        var failures = new List<string>();
        var differences = 0;
        foreach (var golden in cases)
        {
            var failure = await FailureAsync(check, golden);
            if (GoldenDifference.All.TryGetValue(golden.Id, out var difference))
            {
                differences++;
                failure = failure is null
                    ? $"is listed as differing by {difference.Rule}, but answers as napari does"
                    : checkDifference is null
                        ? $"is listed as differing by {difference.Rule}, but nothing says how"
                        : await FailureAsync(checkDifference, golden);
            }

            if (failure is not null)
            {
                failures.Add($"{golden.Id} [{string.Join(' ', golden.Tags)}]: {failure}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"golden {family,-21} {cases.Count - failures.Count}/{cases.Count} (differences: {differences})");
        Assert.NotEmpty(cases);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    public static Task FamilyAsync(string family, Action<GoldenCase> check, Action<GoldenCase>? checkDifference = null) =>
        FamilyAsync(
            family,
            golden => Run(check, golden),
            checkDifference is null ? null : golden => Run(checkDifference, golden));

    private static Task Run(Action<GoldenCase> check, GoldenCase golden)
    {
        check(golden);
        return Task.CompletedTask;
    }

    private static async Task<string?> FailureAsync(Func<GoldenCase, Task> check, GoldenCase golden)
    {
        try
        {
            await check(golden);
            return null;
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}".ReplaceLineEndings(" | ");
        }
    }
}
