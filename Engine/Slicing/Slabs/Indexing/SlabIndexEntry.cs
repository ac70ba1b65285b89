using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>An index of <see cref="SlabIndexes"/>, from when it was asked for on.</summary>
/// <param name="axes">The axes, ascending.</param>
internal sealed class SlabIndexEntry(ImmutableArray<int> axes)
{
    private volatile StripIndex? _index;

    public ImmutableArray<int> Axes { get; } = axes;

    /// <summary>Null until it is built.</summary>
    public StripIndex? Index
    {
        get => _index;
        set => _index = value;
    }

    /// <summary>Ends when the index is built, or never will be.</summary>
    public Task Built { get; set; } = Task.CompletedTask;
}
