using System.IO.Compression;
using System.Text.Json;

namespace Lamella.Engine.Tests.Goldens;

/// <summary>The golden cases as they lie in Data/goldens.zip, read once.</summary>
internal static class GoldenFile
{
    private static readonly Lazy<ILookup<string, GoldenCase>> Cases = new(Read);

    private static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "goldens.zip");

    public static IReadOnlyList<GoldenCase> Family(string family) => [.. Cases.Value[family]];

    /// <summary>The bytes of a file in the archive, such as <c>dev/img-0001.bin</c>.</summary>
    public static byte[] Bytes(string name)
    {
        using var archive = ZipFile.OpenRead(Path);
        using var stream = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static ILookup<string, GoldenCase> Read()
    {
        using var archive = ZipFile.OpenRead(Path);
        using var stream = archive.GetEntry("dev.json")!.Open();
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray()
            .Select(json => GoldenCase.From(json.Clone()))
            .ToLookup(golden => golden.Family);
    }
}
