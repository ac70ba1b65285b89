namespace Lamella.Engine.Arrays.Chunks;

/// <summary>Encoded bytes that demands let go of, to be given back outside the lock.</summary>
internal sealed class LetGoBatch
{
    private List<EncodedChunk>? _encoded;

    public void Add(EncodedChunk encoded) => (_encoded ??= []).Add(encoded);

    public void GiveBack()
    {
        foreach (var encoded in _encoded ?? [])
        {
            encoded.Dispose();
        }
    }
}
