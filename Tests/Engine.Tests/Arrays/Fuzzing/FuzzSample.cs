using System.IO.Compression;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Tests.Arrays.Fuzzing;

/// <summary>A small store of good data, to be damaged.</summary>
/// <param name="Name">For failures.</param>
/// <param name="Values">By key.</param>
internal sealed record FuzzSample(string Name, IReadOnlyList<KeyValuePair<string, byte[]>> Values)
{
    /// <summary>Larger samples would only be slower.</summary>
    private const int MaxBytes = 100_000;

    /// <summary>Every case of a group of the Zarr corpus.</summary>
    public static IReadOnlyList<FuzzSample> OfCorpus(string group)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", $"zarr-{group}.zip"));
        return
        [
            .. archive.Entries
                .Where(static entry => entry.FullName.Contains('/', StringComparison.Ordinal))
                .GroupBy(static entry => entry.FullName.Split('/')[0])
                .Where(static entries => entries.Sum(static entry => entry.Length) <= MaxBytes)
                .Select(static entries => new FuzzSample(entries.Key, [.. entries.Select(entry => KeyValuePair.Create(entry.FullName[(entries.Key.Length + 1)..], Read(entry)))])),
        ];
    }

    /// <summary>A member of a group's zip that is a zip itself.</summary>
    public static byte[] ZipOfCorpus(string group, string name)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", $"zarr-{group}.zip"));
        return Read(archive.GetEntry(name)!);
    }

    /// <summary>The sample with one value damaged.</summary>
    public MemoryStore Damage(Random random)
    {
        var store = new MemoryStore($"memory://{Name}");
        var damaged = PickDamaged(random);
        for (var index = 0; index < Values.Count; index++)
        {
            var (key, bytes) = Values[index];
            var isJson = key.EndsWith("json", StringComparison.Ordinal) || key.Split('/')[^1].StartsWith('.');
            store.Set(StoreKey.Parse(key), index == damaged && bytes.Length > 0 ? new Mutation(random).Apply(bytes, isJson) : bytes);
        }

        return store;
    }

    private int PickDamaged(Random random)
    {
        // Metadata and the first chunk are what every read meets.
        var index = random.Next(Values.Count);
        return random.Next(2) == 0 ? Math.Min(index, 2) : index;
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
