using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Sources;

namespace Lamella.Engine.Tests.Sources;

/// <summary>A folder that goes away with the test, and an opener of what lies in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-sources-");

    public static LayerDataOpener Opener { get; } = CreateOpener(SourceLimits.Default);

    public static LayerDataOpener CreateOpener(SourceLimits limits) =>
        new([new LocalScheme(ArrayLimits.Default)], FormatRegistry.CreateDefault(), limits);

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
