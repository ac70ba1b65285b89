using BitMiracle.LibTiff.Classic;

namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

/// <summary>Leaves the stream open when LibTiff closes the file.</summary>
internal sealed class KeptStream : TiffStream
{
    public override void Close(object clientData)
    {
    }
}
