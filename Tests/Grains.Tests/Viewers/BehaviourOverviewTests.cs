using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Every numbered behaviour of slicing (1–43) is held by a test that names it, and docs/behaviours.md says by which.</summary>
public sealed partial class BehaviourOverviewTests
{
    private const int Last = 43;

    [Fact]
    public void EveryBehaviour_isNamedByATest()
    {
        var named = Tests().SelectMany(static test => test.Numbers).ToHashSet();

        Assert.Empty(Enumerable.Range(1, Last).Except(named));
    }

    [Fact]
    public void Overview_namesForEveryBehaviourTestsThatExist()
    {
        var tests = Tests().ToList();
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "behaviours.md"))
            .Select(static line => Row().Match(line)).Where(static match => match.Success)
            .ToDictionary(
                static match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture),
                static match => TestName().Matches(match.Groups["rest"].Value).Select(static name => name.Groups["name"].Value).ToList());

        Assert.Equal(Enumerable.Range(1, Last), rows.Keys.Order());
        Assert.All(rows, row => Assert.Equal(
            tests.Where(test => test.Numbers.Contains(row.Key)).Select(static test => test.Name).Order(StringComparer.Ordinal), row.Value));
    }

    private static IEnumerable<(string Name, List<int> Numbers)> Tests() =>
        from type in typeof(BehaviourOverviewTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<FactAttribute>() is not null
        let numbers = Number().Matches(method.Name).Select(static match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)).ToList()
        where numbers.Count > 0
        select ($"{type.Name}.{method.Name}", numbers);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Solution.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"_B(?<number>\d+)(?=_|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\| (?<number>\d+) \|(?<rest>.*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+\.\w+)`")]
    private static partial Regex TestName();
}
