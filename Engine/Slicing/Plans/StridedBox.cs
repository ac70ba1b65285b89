namespace Lamella.Engine.Slicing.Plans;

/// <summary>
/// A box of elements that lies at one set of strides in a source and at another in a target. Axes of one element are
/// dropped and axes that run on in both are joined, outermost in the target first. Everything is in bytes.
/// </summary>
internal ref struct StridedBox
{
    public const int MaxRank = 32;

    private readonly Span<long> _numbers;

    /// <param name="numbers">Scratch of 3 × <see cref="MaxRank"/> numbers that outlives the box.</param>
    public StridedBox(Span<long> numbers) => _numbers = numbers;

    public int Rank { get; private set; }

    public readonly Span<long> Counts => _numbers[..Rank];

    public readonly Span<long> Source => _numbers.Slice(MaxRank, Rank);

    public readonly Span<long> Target => _numbers.Slice(2 * MaxRank, Rank);

    /// <summary>Adds an axis at its place: the larger its stride in the target, the further out.</summary>
    public void Add(long count, long sourceStride, long targetStride)
    {
        if (count == 1)
        {
            return;
        }

        var at = Rank++;
        while (at > 0 && Target[at - 1] < targetStride)
        {
            Counts[at] = Counts[at - 1];
            Source[at] = Source[at - 1];
            Target[at] = Target[at - 1];
            at--;
        }

        Counts[at] = count;
        Source[at] = sourceStride;
        Target[at] = targetStride;
    }

    /// <summary>Joins neighbouring axes that run on in both.</summary>
    public void Join()
    {
        for (var outer = Rank - 2; outer >= 0; outer--)
        {
            var inner = outer + 1;
            if (Source[outer] != Source[inner] * Counts[inner] || Target[outer] != Target[inner] * Counts[inner])
            {
                continue;
            }

            Counts[outer] *= Counts[inner];
            Source[outer] = Source[inner];
            Target[outer] = Target[inner];
            RemoveAt(inner);
        }
    }

    public void RemoveAt(int axis)
    {
        for (var next = axis + 1; next < Rank; next++)
        {
            Counts[next - 1] = Counts[next];
            Source[next - 1] = Source[next];
            Target[next - 1] = Target[next];
        }

        Rank--;
    }

    /// <summary>One past the last byte that the box touches, counted from its first element.</summary>
    public readonly long SourceEnd(int itemSize) => End(Source, itemSize);

    /// <summary>One past the last byte that the box touches, counted from its first element.</summary>
    public readonly long TargetEnd(int itemSize) => End(Target, itemSize);

    private readonly long End(Span<long> strides, int itemSize)
    {
        long end = itemSize;
        for (var axis = 0; axis < Rank; axis++)
        {
            end += (Counts[axis] - 1) * strides[axis];
        }

        return end;
    }
}
