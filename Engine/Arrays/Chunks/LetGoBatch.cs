namespace Lamella.Engine.Arrays.Chunks;

/// <summary>What has to happen outside the lock after demands let go: reads are aborted, encoded bytes given back.</summary>
internal sealed class LetGoBatch
{
    private readonly List<CancellationTokenSource> _aborts = [];
    private readonly List<EncodedChunk> _encoded = [];

    public void Abort(CancellationTokenSource read) => _aborts.Add(read);

    public void GiveBack(EncodedChunk encoded) => _encoded.Add(encoded);

    /// <summary>
    /// Aborts and gives back. The tokens are cancelled at once; the stores' own reactions run on the thread pool, so that
    /// closing a hundred requests never holds up the one who moved on.
    /// </summary>
    public void Run()
    {
        foreach (var read in _aborts)
        {
            _ = read.CancelAsync();
        }

        foreach (var encoded in _encoded)
        {
            encoded.Dispose();
        }
    }
}
