using System.Security.Cryptography;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

/// <summary>Runs every array of an expected.json, prints <c>group passed/all</c>, and fails with the list of those not met.</summary>
internal static class ZarrCaseRun
{
    /// <summary>Larger arrays are read only with LAMELLA_LONG=1.</summary>
    private const double MaxElements = 20e6;

    private static bool IsLong => Environment.GetEnvironmentVariable("LAMELLA_LONG") == "1";

    public static async Task RunAsync(string group, string folder, IEnumerable<ZarrCase> cases, CancellationToken cancellationToken)
    {
        var opener = FormatRegistry.CreateDefault();
        var outcomes = new List<(ZarrCase Case, string Outcome)>();
        var left = 0;
        foreach (var zarrCase in cases)
        {
            if (!IsLong && zarrCase.Shape?.Aggregate(1.0, static (all, extent) => all * extent) > MaxElements)
            {
                left++;
                continue;
            }

            outcomes.Add((zarrCase, await OutcomeAsync(opener, Path.Combine(folder, zarrCase.Path), zarrCase.Sha256, cancellationToken)));
        }

        var failures = outcomes.Where(static run => !IsMet(run.Case, run.Outcome)).ToList();
        var refused = outcomes.Count(static run => run.Outcome.StartsWith("Unsupported", StringComparison.Ordinal) && run.Case.Expect != "error");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"zarr {group,-12} {outcomes.Count - failures.Count}/{outcomes.Count} (refused by name: {refused}, known differences: {outcomes.Count(static run => KnownDifferences.All.ContainsKey(run.Case.Path))}, too large without LAMELLA_LONG=1: {left})");
        Assert.NotEmpty(outcomes);
        Assert.True(failures.Count == 0, string.Join('\n', failures.Select(static run => $"{run.Case.Path}: expected {run.Case.Expect}, got {run.Outcome}")));
    }

    private static bool IsMet(ZarrCase zarrCase, string outcome) => zarrCase.Expect switch
    {
        _ when KnownDifferences.All.TryGetValue(zarrCase.Path, out var start) => outcome.StartsWith(start, StringComparison.Ordinal),
        "ok" => outcome == "ok",
        "ok-or-unsupported" or "optional" => outcome == "ok" || outcome.StartsWith("Unsupported", StringComparison.Ordinal),
        // No independent reader could say what is right: it must only not fall over.
        "no-oracle" => outcome == "read" || (IsError(outcome) && !outcome.StartsWith("Internal", StringComparison.Ordinal)),
        _ => IsError(outcome) && !outcome.StartsWith("Internal", StringComparison.Ordinal),
    };

    private static bool IsError(string outcome) => Enum.GetNames<LamellaErrorCode>().Any(code => outcome.StartsWith(code + ":", StringComparison.Ordinal));

    private static async Task<string> OutcomeAsync(FormatRegistry opener, string path, string? sha256, CancellationToken cancellationToken)
    {
        try
        {
            var image = await opener.OpenAsync(path, cancellationToken);
            var hash = Convert.ToHexStringLower(SHA256.HashData(await ArrayBox.ReadWholeAsync(image.Levels[0], cancellationToken)));
            return sha256 is null ? "read" : hash == sha256 ? "ok" : $"the hash {hash}";
        }
        catch (LamellaException exception)
        {
            return $"{exception.Code}: {exception.Message}";
        }
        catch (Exception exception)
        {
            return $"a {exception.GetType().Name}: {exception.Message} {exception.StackTrace}";
        }
    }
}
