using Microsoft.Win32.SafeHandles;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>A local file opened for one read.</summary>
internal sealed class OpenedFile : IDisposable
{
    /// <summary>Bytes between two looks at the token: local reads cannot be aborted half-way.</summary>
    private const int PieceLength = 4 << 20;

    private readonly SafeFileHandle _handle;

    private OpenedFile(SafeFileHandle handle)
    {
        _handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>Bytes of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file; null where there is none, or a folder of that name.</summary>
    /// <param name="path">The file's path.</param>
    public static OpenedFile? TryOpen(string path)
    {
        // Asking first keeps absent chunks, which are common, off the exception path.
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return new OpenedFile(File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads exactly a range.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="cancellationToken">Stops the read at the next piece.</param>
    /// <exception cref="EndOfStreamException">The file became shorter meanwhile.</exception>
    public async ValueTask<StoreValue> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        var value = StoreValue.Rent(length);
        try
        {
            var done = 0;
            while (done < length)
            {
                var piece = value.Memory.Slice(done, Math.Min(PieceLength, length - done));
                var read = await RandomAccess.ReadAsync(_handle, piece, offset + done, cancellationToken).ConfigureAwait(false);
                done += read > 0 ? read : throw new EndOfStreamException($"the file ended after {offset + done} bytes");
                cancellationToken.ThrowIfCancellationRequested();
            }

            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();
}
