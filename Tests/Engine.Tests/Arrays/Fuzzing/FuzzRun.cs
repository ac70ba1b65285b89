using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Fuzzing;

/// <summary>
/// Opens damaged data and decodes a few chunks of it. Each must end well or in an error of the family, within an amount of
/// memory that the limits give; LAMELLA_FUZZ multiplies the number.
/// </summary>
internal sealed class FuzzRun(string name)
{
    private const int ChunksRead = 4;

    /// <summary>Bytes that one opening and reading may allocate: several chunks' worth, as pools may be empty.</summary>
    private const long MaxAllocated = 48 << 20;

    private readonly byte[] _chunk = new byte[Limits.MaxChunkBytes];
    private readonly List<string> _failures = [];
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Tight, so that what is beyond them shows.</summary>
    public static ArrayLimits Limits { get; } = new() { MaxChunkBytes = 2 << 20, MaxMetadataBytes = 1 << 20 };

    public static int Count(int byDefault) =>
        byDefault * (int.TryParse(Environment.GetEnvironmentVariable("LAMELLA_FUZZ"), CultureInfo.InvariantCulture, out var factor) ? factor : 1);

    /// <summary>Tries one damaged source.</summary>
    /// <param name="what">Names the sample, for failures.</param>
    /// <param name="seed">What it was damaged by.</param>
    /// <param name="source">Makes the source; reading it must not leave the thread.</param>
    /// <param name="format">Opens it.</param>
    public async Task TryAsync(string what, int seed, Func<ValueTask<ImageSource>> source, IImageFormat format)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        string outcome;
        try
        {
            var image = await format.OpenAsync(await source(), TestContext.Current.CancellationToken);
            foreach (var level in image.Levels)
            {
                await ReadSomeAsync(level, seed);
            }

            outcome = "ok";
        }
        catch (LamellaException exception)
        {
            outcome = exception.Code.ToString();
        }
        catch (Exception exception)
        {
            outcome = exception.GetType().Name;
            _failures.Add($"{what} seed {seed}: {exception}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MaxAllocated || outcome == nameof(LamellaErrorCode.Internal))
        {
            _failures.Add($"{what} seed {seed}: {outcome}, {allocated} bytes allocated");
        }

        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
    }

    public void Report()
    {
        var total = _outcomes.Values.Sum();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"fuzz {name,-12} {total - _failures.Count}/{total} ({string.Join(", ", _outcomes.Select(static pair => $"{pair.Key} {pair.Value}"))})");
        Assert.NotEqual(0, total);
        Assert.True(_failures.Count == 0, string.Join('\n', _failures.Take(20)));
    }

    public static ImageSource SourceOf(IStore store) => new() { Uri = store.Uri, Store = store, Name = "fuzz.zarr", Limits = Limits };

    private async Task ReadSomeAsync(IChunkedArray array, int seed)
    {
        var metadata = array.Metadata;
        if (metadata.Shape.Contains(0))
        {
            return;
        }

        var random = new Random(seed);
        for (var count = 0; count < ChunksRead; count++)
        {
            var index = new int[metadata.Rank];
            for (var axis = 0; axis < index.Length; axis++)
            {
                index[axis] = count == 0 ? 0 : (int)random.NextInt64(Math.Min(metadata.GridExtent(axis), 4));
            }

            using var encoded = await array.ReadAsync(index, TestContext.Current.CancellationToken);
            if (encoded is not null)
            {
                array.Decode(encoded, _chunk.AsSpan(0, metadata.ChunkByteLength));
            }
        }
    }
}
