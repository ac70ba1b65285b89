using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Fuzzing;

/// <summary>Opens damaged images and reads some chunks: an error of the family, or data; never anything else, never much memory.</summary>
internal sealed class FuzzRun
{
    /// <summary>What damaged files may make the reader allocate at once; well below what they can claim.</summary>
    public static readonly ArrayLimits Limits = new() { MaxChunkBytes = 1 << 20, MaxMetadataBytes = 1 << 20, MaxInflatedBytes = 4 << 20 };

    private const int MaxChunks = 4;
    private const long MaxAllocatedBytes = 48 << 20;

    private int _opened;
    private int _read;
    private int _errors;

    public async Task OneAsync(int seed, Func<CancellationToken, Task<OpenedImage>> open, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            var image = await open(cancellationToken);
            _opened++;
            foreach (var level in image.Levels)
            {
                await ReadSomeAsync(level, cancellationToken);
            }

            _read++;
        }
        catch (LamellaException exception)
        {
            Assert.NotEqual(LamellaErrorCode.Internal, exception.Code);
            Assert.DoesNotContain('\n', exception.Message);
            _errors++;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Assert.Fail($"seed {seed}: {exception}");
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.True(allocated < MaxAllocatedBytes || IsShared, $"seed {seed}: {allocated} bytes allocated");
    }

    public void Report(string format, int count)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"fuzz {format,-6} {count} mutations: {_opened} opened, {_read} read, {_errors} refused");
        Assert.Equal(count, _read + _errors);
        Assert.NotEqual(0, _errors);
    }

    /// <summary>The counter is the process's: beside other tests it says nothing.</summary>
    private static bool IsShared => Environment.GetEnvironmentVariable("LAMELLA_FUZZ_ALONE") is null;

    private static async Task ReadSomeAsync(IChunkedArray array, CancellationToken cancellationToken)
    {
        Assert.InRange(array.Metadata.ChunkByteLength, 0, Limits.MaxChunkBytes);
        if (array.Metadata.Shape.Contains(0))
        {
            return;
        }

        var random = new Random(array.Metadata.Rank);
        for (var number = 0; number < MaxChunks; number++)
        {
            var index = Enumerable.Range(0, array.Metadata.Rank)
                .Select(axis => (int)random.NextInt64(Math.Min(int.MaxValue, array.Metadata.GridExtent(axis)))).ToArray();
            await WholeArray.ChunkAsync(array, index, cancellationToken);
        }
    }
}
