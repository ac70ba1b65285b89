using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Layers;
using Microsoft.Extensions.Options;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Kept slices: within a budget of bytes, the least recently used give way, the newest of a layer never does.</summary>
public sealed class SliceCacheTests
{
    private const int SliceBytes = 100;

    private readonly LayerSlices _a = new();
    private readonly LayerSlices _b = new();
    private readonly HashSet<long> _givenBack = [];
    private long _number;

    [Fact]
    public void Keep_beyondTheBudget_letsTheLeastRecentlyUsedGo()
    {
        var cache = Cache(3 * SliceBytes);
        var (first, second, third) = (Keep(cache, _a, 1), Keep(cache, _a, 2), Keep(cache, _a, 3));
        cache.Find(_a, Number(first));

        Keep(cache, _a, 4);

        Assert.NotNull(cache.Find(_a, Number(first)));
        Assert.Null(cache.Find(_a, Number(second)));
        Assert.NotNull(cache.Find(_a, Number(third)));
        Assert.Equal((3L * SliceBytes, [Number(second)]), (cache.Bytes, _givenBack.ToArray()), Same);
    }

    [Fact]
    public void Keep_ofAnotherLayer_neverTakesTheNewestOfALayer()
    {
        var cache = Cache(SliceBytes);
        var newest = Keep(cache, _a, 1);

        foreach (var plane in (int[])[1, 2, 3])
        {
            Keep(cache, _b, plane);
        }

        Assert.NotNull(cache.Find(_a, Number(newest)));
        Assert.Equal(2, _givenBack.Count);
    }

    [Fact]
    public void FindAlike_ofAPlaneThatIsKept_findsItAndMakesItTheNewest()
    {
        var cache = Cache(SliceBytes);
        var first = Keep(cache, _a, 1);
        var roomy = Cache(10 * SliceBytes);
        var (back, _) = (Keep(roomy, _b, 1), Keep(roomy, _b, 2));

        var found = roomy.FindAlike(_b, Key(1));
        var none = roomy.FindAlike(_b, Key(7));

        Assert.Same(back, found);
        Assert.Same(back, _b.Newest);
        Assert.Null(none);
        Assert.Same(first, cache.FindAlike(_a, Key(1)));
    }

    [Fact]
    public void FindAlike_ofADifferentLayerOrView_findsNothing()
    {
        var cache = Cache(10 * SliceBytes);
        Keep(cache, _a, 1);
        var request = Request(1);

        LayerSliceRequest[] others =
        [
            request with { Layer = ((ImageLayerSpec)request.Layer) with { Source = new LayerSource("other") } },
            request with { Layer = request.Layer with { Transform = new LayerTransform { Scale = [2, 1, 1] } } },
            request with { Layer = ((ImageLayerSpec)request.Layer) with { ProjectionMode = ProjectionMode.Max } },
            request with { Dims = request.Dims.WithMargins([1, 0, 0], [1, 0, 0]) },
            request with { Dims = request.Dims.WithOrder([1, 0, 2]) },
            request with { Dims = request.Dims.WithNdisplay(3) },
            request with { FieldOfView = new FieldOfView([0, 0], [1, 1], [9, 9]) },
        ];

        Assert.All(others, other => Assert.Null(cache.FindAlike(_a, new SliceKey(other))));
        Assert.NotNull(cache.FindAlike(_a, new SliceKey(request with { Layer = request.Layer with { Name = "renamed", Opacity = 0.5 } })));
    }

    [Fact]
    public void Clear_givesAllBack_butWhatIsBeingReadOnlyAfterItsReader()
    {
        var cache = Cache(10 * SliceBytes);
        var (read, other) = (Keep(cache, _a, 1), Keep(cache, _a, 2));
        var part = read.Memory.TryRead(0, SliceBytes)!;

        cache.Clear(_a);
        var before = _givenBack.ToArray();
        part.Dispose();

        Assert.Equal([Number(other)], before);
        Assert.Contains(Number(read), _givenBack);
        Assert.Null(read.Memory.TryRead(0, 1));
        Assert.Equal((0, null), (cache.Bytes, cache.FindAlike(_a, Key(1))));
    }

    [Theory]
    [InlineData(SliceBytes, 1)]
    [InlineData(long.MaxValue - 5, 10)]
    public void TryRead_outsideTheSlice_holdsNothing(long offset, int length)
    {
        var cache = Cache(10 * SliceBytes);
        var slice = Keep(cache, _a, 1);

        Assert.ThrowsAny<Exception>(() => slice.Memory.TryRead(offset, length));
        cache.Clear(_a);

        Assert.Equal([Number(slice)], _givenBack);
    }

    [Fact]
    public void Drop_ofAPreview_forgetsItOnce_andNobodyGoesBackToIt()
    {
        var cache = Cache(10 * SliceBytes);
        var preview = Keep(cache, _a, 1, isPreview: true);
        var alike = cache.FindAlike(_a, Key(1));

        cache.Drop(preview);
        cache.Drop(preview);

        Assert.Null(alike);
        Assert.Null(cache.Find(_a, Number(preview)));
        Assert.Equal((0L, [Number(preview)]), (cache.Bytes, _givenBack.ToArray()), Same);
    }

    private static IEqualityComparer<(long, long[])> Same { get; } =
        EqualityComparer<(long Bytes, long[] Numbers)>.Create((a, b) => a.Bytes == b.Bytes && a.Numbers.AsSpan().SequenceEqual(b.Numbers));

    private static SliceCache Cache(long budget) => new(Options.Create(new SlicingOptions { SliceCacheBytes = budget }));

    private static long Number(KeptSlice slice) => slice.Response.Slice.Number;

    private static SliceKey Key(int plane) => new(Request(plane));

    private static LayerSliceRequest Request(int plane) => new(
        default,
        new ImageLayerSpec { Id = new LayerId("a"), Name = "a", Source = new LayerSource("synthetic:index") },
        Dims.Create(3, range: [new DimRange(0, 9, 1), new DimRange(0, 9, 1), new DimRange(0, 9, 1)], point: [plane, 0, 0]));

    private KeptSlice Keep(SliceCache cache, LayerSlices layer, int plane, bool isPreview = false)
    {
        var number = ++_number;
        var finished = new FinishedSlice(new byte[SliceBytes], new GivenBack(_givenBack, number), default, _ => throw new NotSupportedException(), _ => null);
        var response = new ImageSliceResponse
        {
            Layer = new LayerId("a"),
            Revision = default,
            Slice = new SliceHandle(new ViewerId("v"), new LayerId("a"), 1, number, "s"),
            ByteLength = SliceBytes,
            Timings = default,
            Shape = [10, 10],
            DataType = Contracts.Arrays.DataType.UInt8,
            SliceToWorld = AffineTransform.Identity(2),
        };
        var slice = new KeptSlice(layer, isPreview ? null : Key(plane), response, new SliceMemory(finished));
        cache.Keep(slice);
        return slice;
    }

    private sealed class GivenBack(HashSet<long> numbers, long number) : IDisposable
    {
        public void Dispose() => Assert.True(numbers.Add(number), "Memory was given back twice.");
    }
}
