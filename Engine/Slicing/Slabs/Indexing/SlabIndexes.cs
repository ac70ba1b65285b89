using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>
/// The indexes of one table, one for each set of sliced axes that was asked for: built once, off the critical path, and
/// dropped when memory is short. A slice that comes before its index is ready looks at all items instead. Safe for
/// concurrent use. Whoever makes it disposes it, which stops what is being built.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class SlabIndexes(CoordinateTable table, SlabIndexOptions? options = null) : IDisposable
{
    private readonly SlabIndexOptions _options = options ?? SlabIndexOptions.Default;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly List<SlabIndexEntry> _entries = [];

    /// <summary>Bytes that all finished indexes hold.</summary>
    public long ByteLength
    {
        get
        {
            lock (_gate)
            {
                return _entries.Sum(static entry => entry.Index?.ByteLength ?? 0);
            }
        }
    }

    /// <summary>Builds the index for some axes unless it is there, and waits for it.</summary>
    /// <param name="axes">The sliced axes, in any order.</param>
    /// <returns>A task that ends when the index is ready; at once where items are too few, or memory too short, for one.</returns>
    public Task PrepareAsync(ImmutableArray<int> axes) => Entry(axes)?.Built ?? Task.CompletedTask;

    /// <summary>Gives the memory of all indexes back. They are built anew when they are asked for again.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    /// <summary>Drops the indexes, and stops what is being built.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        Drop();
    }

    /// <summary>The index for some axes; null where it is not ready. It is then being built, unless there shall be none.</summary>
    /// <param name="axes">The sliced axes, in any order.</param>
    internal StripIndex? Find(ImmutableArray<int> axes) => Entry(axes)?.Index;

    private SlabIndexEntry? Entry(ImmutableArray<int> axes)
    {
        if (axes.IsEmpty || axes.Length > StripIndex.MaxAxes || table.Count < _options.MinCount || _disposed.IsCancellationRequested)
        {
            return null;
        }

        if (_options.IsMemoryShort())
        {
            Drop();
            return null;
        }

        lock (_gate)
        {
            ImmutableArray<int> ascending = [.. axes.Order()];
            var place = _entries.FindIndex(each => each.Axes.AsSpan().SequenceEqual(ascending.AsSpan()));
            if (place >= 0)
            {
                // The one used last stands last.
                var known = _entries[place];
                _entries.RemoveAt(place);
                _entries.Add(known);
                return known;
            }

            if (_entries.Count == _options.MaxIndexes)
            {
                _entries.RemoveAt(0);
            }

            var entry = new SlabIndexEntry(ascending);
            _entries.Add(entry);
            entry.Built = _options.Schedule(() => Build(entry));
            return entry;
        }
    }

    private void Build(SlabIndexEntry entry)
    {
        try
        {
            entry.Index = StripIndex.Build(table, entry.Axes, _disposed.Token);
        }
        catch (OperationCanceledException)
        {
            // The layer is gone, and so is who asked.
        }
        catch (OutOfMemoryException)
        {
            Drop();
        }
    }
}
