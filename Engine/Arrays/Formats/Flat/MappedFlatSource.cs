namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>A local file in memory. Every range is at hand; the operating system reads the pages that are touched.</summary>
internal sealed class MappedFlatSource : IFlatSource
{
    /// <summary>Windows overlap by half, so that every range of up to half a window lies within one.</summary>
    private const int WindowLength = 1 << 30;

    private const int WindowStep = WindowLength / 2;

    private readonly ReadOnlyMemory<byte>[] _windows;

    /// <param name="path">The file.</param>
    /// <param name="length">Its length, as known when its metadata was read.</param>
    public MappedFlatSource(string path, long length)
    {
        var file = new MappedFile(path);
        length = Math.Min(length, file.Length);
        _windows = new ReadOnlyMemory<byte>[(length / WindowStep) + 1];
        for (var i = 0; i < _windows.Length; i++)
        {
            var offset = (long)i * WindowStep;
            _windows[i] = new MappedWindow(file, offset, (int)Math.Min(WindowLength, length - offset)).Memory;
        }
    }

    public StoreKind Kind => StoreKind.File;

    public ReadOnlyMemory<byte> GetResident(long offset, int length)
    {
        var window = _windows[offset / WindowStep];
        var start = (int)(offset % WindowStep);
        return start + (long)length <= window.Length ? window.Slice(start, length) : default;
    }

    public ValueTask<EncodedChunk> ReadAsync(long offset, int length, object? state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<EncodedChunk>(new EncodedChunk(GetResident(offset, length), owner: null, state));
    }
}
