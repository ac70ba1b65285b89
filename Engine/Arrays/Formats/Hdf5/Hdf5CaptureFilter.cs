using Lamella.Contracts.Errors;
using PureHDF.Filters;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>Stands for a filter while PureHDF reads a chunk: it notes itself and leaves the bytes as they are.</summary>
/// <param name="filter">Which filter.</param>
internal sealed class Hdf5CaptureFilter(Hdf5Filter filter) : IH5Filter
{
    private static readonly Lock Registration = new();
    private static bool _isRegistered;

    /// <inheritdoc/>
    public ushort FilterId => (ushort)filter;

    /// <inheritdoc/>
    public string Name => filter.ToString();

    /// <summary>Puts these in the place of PureHDF's own filters, once for the process.</summary>
    public static void Register()
    {
        lock (Registration)
        {
            if (_isRegistered)
            {
                return;
            }

            foreach (var each in Enum.GetValues<Hdf5Filter>())
            {
                H5Filter.Register(new Hdf5CaptureFilter(each));
            }

            _isRegistered = true;
        }
    }

    /// <inheritdoc/>
    public Memory<byte> Filter(FilterInfo info)
    {
        if (!Hdf5FilterDecoder.IsSupported(filter))
        {
            throw new LamellaException(LamellaErrorCode.Unsupported, $"HDF5's filter {filter} is not supported");
        }

        var capture = Hdf5Capture.Current ?? throw new InvalidOperationException("A chunk is read outside of a capture.");
        capture.Note(filter, info.Parameters, info.Buffer);
        return info.Buffer;
    }

    /// <inheritdoc/>
    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) =>
        throw new NotSupportedException("Nothing is written.");
}
