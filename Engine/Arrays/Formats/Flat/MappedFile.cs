using System.IO.MemoryMappedFiles;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>
/// A local file mapped into memory, for as long as anything refers to its bytes. A file that another program shortens
/// while it is mapped takes the process down, as it does for every program that maps files.
/// </summary>
internal sealed unsafe class MappedFile
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.StoreFailed"/>: the file cannot be opened or mapped.</exception>
    public MappedFile(string path)
    {
        try
        {
            _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _file?.Dispose();
            GC.SuppressFinalize(this);
            throw new LamellaException(
                LamellaErrorCode.StoreFailed, $"{path} cannot be mapped into memory: {exception.Message}", path, innerException: exception);
        }

        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        Pointer = pointer + _view.PointerOffset;
        Length = (long)_view.SafeMemoryMappedViewHandle.ByteLength;
    }

    ~MappedFile() => _view?.SafeMemoryMappedViewHandle.ReleasePointer();

    /// <summary>The file's first byte.</summary>
    public byte* Pointer { get; }

    /// <summary>Bytes of the view, the rest of the last page included.</summary>
    public long Length { get; }
}
