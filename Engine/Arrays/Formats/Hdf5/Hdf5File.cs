using System.Diagnostics.CodeAnalysis;
using Lamella.Contracts.Errors;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>
/// An open file, for as long as its arrays are used. PureHDF 2 caches the indexes of chunks without locks, so one read at a
/// time goes through it; only encoded bytes are read, decoding happens outside.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The file is closed with its handle, when the last array is gone; the semaphore's wait handle is never asked for.")]
internal sealed class Hdf5File
{
    private readonly NativeFile _file;
    private readonly Hdf5Stream _stream;
    private readonly SemaphoreSlim _gate = new(1);

    private Hdf5File(Hdf5Stream stream, string path)
    {
        _stream = stream;
        _stream.Begin();
        _file = H5File.Open(stream);
        Path = path;
    }

    /// <summary>The file, for errors.</summary>
    public string Path { get; }

    /// <summary>The root group.</summary>
    public NativeGroup Root => _file;

    /// <summary>Opens a file.</summary>
    /// <param name="localPath">Its path.</param>
    /// <param name="uri">Its name in errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.StoreFailed"/>.</exception>
    public static Hdf5File Open(string localPath, string uri)
    {
        Hdf5CaptureFilter.Register();
        return Guard(uri, LamellaErrorCode.InvalidMetadata, () =>
        {
            var handle = File.OpenHandle(localPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new Hdf5File(new Hdf5Stream(handle, RandomAccess.GetLength(handle)), uri);
        });
    }

    /// <summary>Runs something that only one may do at a time, off the caller's thread: PureHDF reads files synchronously.</summary>
    /// <param name="path">Named in errors.</param>
    /// <param name="read">What to do.</param>
    /// <param name="cancellationToken">Leaves the queue; a read under way is finished.</param>
    public async ValueTask<T> ReadAsync<T>(string path, Func<T> read, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _stream.Begin();
            return await Task.Run(() => Guard(path, LamellaErrorCode.CorruptChunk, read), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Turns whatever PureHDF throws, which has no family of errors, into one of ours.</summary>
    /// <param name="path">Named in errors.</param>
    /// <param name="code">The error that it stands for.</param>
    /// <param name="read">What to do.</param>
    [SuppressMessage("Design", "CA1031", Justification = "PureHDF throws bare exceptions of any type for damaged files.")]
    public static T Guard<T>(string path, LamellaErrorCode code, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LamellaException)
        {
            throw;
        }
        catch (Exception exception) when (FindOwn(exception) is { } own)
        {
            throw new LamellaException(own.Code, $"{path}: {own.Message.TrimEnd('.')}.", path, own.Expected, own.Got, exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException)
        {
            throw new LamellaException(LamellaErrorCode.StoreFailed, $"{path} could not be read: {OneLine(exception)}", path, innerException: exception);
        }
        catch (Exception exception)
        {
            throw new LamellaException(
                code, $"{path} is damaged, or uses what is not supported of HDF5: {OneLine(exception)}", path, innerException: exception);
        }
    }

    /// <summary>A selection of one element.</summary>
    /// <param name="start">Which.</param>
    public static HyperslabSelection One(ulong[] start)
    {
        var ones = new ulong[start.Length];
        Array.Fill(ones, 1UL);
        return new HyperslabSelection(start.Length, start, ones);
    }

    private static LamellaException? FindOwn(Exception? exception)
    {
        while (exception is not (null or LamellaException))
        {
            exception = exception.InnerException;
        }

        return (LamellaException?)exception;
    }

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
