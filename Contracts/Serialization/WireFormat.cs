using System.Buffers;
using Lamella.Contracts.Errors;
using MessagePack;

namespace Lamella.Contracts.Serialization;

/// <summary>
/// The MessagePack form of what outlives a process or is read by another program: notices on the stream provider
/// (<c>ViewerEvent</c>) and records in grain storage (<c>StoredViewer</c>). An array of the format's version and the
/// value; values are arrays with a fixed place for each field. New fields go to the end; a place is never used again.
/// Grain calls use Orleans' own form.
/// </summary>
public static class WireFormat
{
    /// <summary>The version written. A reader refuses greater ones.</summary>
    public const int Version = 1;

    private static readonly MessagePackSerializerOptions Options =
        MessagePackSerializerOptions.Standard.WithSecurity(MessagePackSecurity.UntrustedData);

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">The declared type; a base type for values of several.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="output">Where to write.</param>
    public static void Write<T>(T value, IBufferWriter<byte> output)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(2);
        writer.Write(Version);
        MessagePackSerializer.Serialize(ref writer, value, Options);
        writer.Flush();
    }

    /// <summary>The bytes of a value.</summary>
    /// <typeparam name="T">The declared type; a base type for values of several.</typeparam>
    /// <param name="value">The value.</param>
    public static byte[] ToBytes<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">The declared type it was written as.</typeparam>
    /// <param name="bytes">What <see cref="ToBytes"/> made, of this version or an older one.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unsupported"/>: a newer version. <see cref="LamellaErrorCode.InvalidMetadata"/>: not such a value.
    /// </exception>
    public static T Read<T>(ReadOnlySequence<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            if (reader.ReadArrayHeader() != 2)
            {
                throw new MessagePackSerializationException("Not an array of version and value.");
            }

            var version = reader.ReadInt32();
            if (version is < 1 or > Version)
            {
                throw new LamellaException(
                    LamellaErrorCode.Unsupported,
                    $"A stored {typeof(T).Name} has version {version}, this program reads up to {Version}: update it.",
                    expected: $"≤ {Version}",
                    got: $"{version}");
            }

            return MessagePackSerializer.Deserialize<T>(ref reader, Options)
                ?? throw new MessagePackSerializationException("Nothing where a value should be.");
        }
        catch (Exception exception) when (exception is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata,
                $"The bytes are no {typeof(T).Name} in MessagePack form: {(exception.InnerException ?? exception).Message}",
                innerException: exception);
        }
    }
}
