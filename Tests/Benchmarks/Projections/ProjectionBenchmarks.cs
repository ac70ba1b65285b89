using System.Numerics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats.Memory;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Benchmarks.Projections;

/// <summary>A hundred planes of 2048×2048 16-bit integers made one, on one thread, against reading the same bytes.</summary>
public class ProjectionBenchmarks
{
    private const int Planes = 100, Side = 2048;

    private static readonly ResidentReader Reader = new();

    private byte[] _bytes = [];
    private ImageLayerData _data = null!;

    /// <summary>Planes of one resident chunk.</summary>
    [Params(1, Planes)]
    public int ChunkPlanes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _bytes = GC.AllocateUninitializedArray<byte>(Planes * Side * Side * sizeof(ushort));
        new Random(1).NextBytes(_bytes);
        _data = ImageLayerData.FromArrays(
            [new MemoryArray(_bytes, [Planes, Side, Side], DataType.UInt16, [ChunkPlanes, Side, Side])]);
    }

    /// <summary>Every byte loaded once and combined into one vector.</summary>
    [Benchmark(Baseline = true)]
    public ulong Read()
    {
        var sum = Vector<ulong>.Zero;
        foreach (var vector in MemoryMarshal.Cast<byte, Vector<ulong>>(_bytes))
        {
            sum ^= vector;
        }

        return Vector.Sum(sum);
    }

    [Benchmark]
    public long Max() => Project(ProjectionMode.Max);

    [Benchmark]
    public long Mean() => Project(ProjectionMode.Mean);

    [Benchmark]
    public long Sum() => Project(ProjectionMode.Sum);

    private long Project(ProjectionMode mode)
    {
        var dims = Dims.Create(
            3, range: [new(0, Planes - 1, 1), new(0, Side - 1, 1), new(0, Side - 1, 1)], point: [50, 0, 0],
            marginLeft: [Planes, 0, 0], marginRight: [Planes, 0, 0]);
        ImageSliceState state = new() { DataToWorld = AffineTransform.Identity(3), ProjectionMode = mode };
        // The reader delivers on this thread, before it returns.
        var slicing = ImageSlicing.SliceAsync(ImageSlicing.MakeSliceRequest(_data, state, dims), Reader, CancellationToken.None);
        using var slice = slicing.IsCompletedSuccessfully ? slicing.GetAwaiter().GetResult() : throw new InvalidOperationException("Not at once.");
        return slice.Image.Bytes.Length;
    }
}
