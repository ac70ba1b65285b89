namespace Lamella.Tests.Http;

/// <summary>A request as it arrived.</summary>
internal sealed record LoopbackRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? Range => Headers.GetValueOrDefault("range");

    public static LoopbackRequest Parse(string head)
    {
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        return new LoopbackRequest(
            first[0],
            first[1],
            lines[1..].Select(static line => line.Split(':', 2)).ToDictionary(static pair => pair[0].ToLowerInvariant(), static pair => pair[1].Trim()));
    }
}
