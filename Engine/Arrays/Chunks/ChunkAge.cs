namespace Lamella.Engine.Arrays.Chunks;

/// <summary>The evictable chunks of one class, from the one unused longest to the one used last.</summary>
internal sealed class ChunkAge
{
    private ChunkEntry? _newest;

    public ChunkEntry? Oldest { get; private set; }

    public void AddNewest(ChunkEntry entry)
    {
        entry.Older = _newest;
        entry.Newer = null;
        if (_newest is null)
        {
            Oldest = entry;
        }
        else
        {
            _newest.Newer = entry;
        }

        _newest = entry;
    }

    public void Remove(ChunkEntry entry)
    {
        if (entry.Older is null)
        {
            Oldest = entry.Newer;
        }
        else
        {
            entry.Older.Newer = entry.Newer;
        }

        if (entry.Newer is null)
        {
            _newest = entry.Older;
        }
        else
        {
            entry.Newer.Older = entry.Older;
        }

        entry.Older = null;
        entry.Newer = null;
    }
}
