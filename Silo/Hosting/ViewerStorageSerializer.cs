using System.Buffers;
using Lamella.Contracts.Serialization;
using Lamella.Contracts.Viewers;
using Orleans.Storage;

namespace Lamella.Silo.Hosting;

/// <summary>
/// Writes viewers into grain storage in the format that a newer Lamella can still read (<see cref="WireFormat"/>), and
/// anything else as Orleans does.
/// </summary>
/// <param name="others">For everything but viewers.</param>
internal sealed class ViewerStorageSerializer(OrleansGrainStorageSerializer others) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) =>
        input is StoredViewer viewer ? new BinaryData(WireFormat.ToBytes(viewer)) : others.Serialize(input);

    public T? Deserialize<T>(BinaryData input) => typeof(T) == typeof(StoredViewer)
        ? (T)(object)WireFormat.Read<StoredViewer>(new ReadOnlySequence<byte>(input.ToMemory()))
        : others.Deserialize<T>(input);
}
