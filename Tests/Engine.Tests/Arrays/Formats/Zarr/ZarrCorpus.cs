using System.IO.Compression;

namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

/// <summary>A group of the Zarr corpus, unpacked from Data/zarr-*.zip for as long as the tests run.</summary>
public sealed class ZarrCorpus : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("lamella-zarr-");

    public ZarrCorpus()
    {
        foreach (var group in (string[])["v2", "v3"])
        {
            ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Data", $"zarr-{group}.zip"), Folder(group));
        }
    }

    public string Folder(string group) => Path.Combine(_temporary.FullName, group);

    public void Dispose() => _temporary.Delete(recursive: true);
}
