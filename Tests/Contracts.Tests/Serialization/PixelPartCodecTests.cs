using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Lamella.Contracts.Tests.Serialization;

public sealed class PixelPartCodecTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4097)]
    [InlineData(PixelPart.MaxLength)]
    public void Deserialize_ofAPart_givesItsBytes(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);

        var wire = Serializer.SerializeToArray(new PixelPart(bytes));
        using var part = Serializer.Deserialize<PixelPart>(wire)!;

        Assert.Equal(bytes, part.Bytes.ToArray());
    }

    [Fact]
    public void Serialize_ofAPart_givesItsMemoryBackOnce()
    {
        var owner = new CountingOwner();

        Serializer.SerializeToArray(new PixelPart(new byte[8], owner));

        Assert.Equal(1, owner.Disposals);
    }

    [Fact]
    public void Bytes_afterSending_throws()
    {
        var part = new PixelPart(new byte[8]);
        Serializer.SerializeToArray(part);

        Assert.Throws<ObjectDisposedException>(() => part.Bytes);
    }

    [Fact]
    public void DeepCopy_ofAPart_isTheSamePart()
    {
        var part = new PixelPart(new byte[8]);

        var copy = _services.GetRequiredService<DeepCopier>().Copy(part);

        Assert.Same(part, copy);
    }

    [Fact]
    public void Deserialize_ofALengthBeyondTheLimit_isRefusedBeforeRenting()
    {
        var wire = Serializer.SerializeToArray(new PixelPart(new byte[300]));
        var at = wire.AsSpan().IndexOf(new byte[16]) - 2;

        // The two bytes of the length become the start of one of four, far beyond what follows.
        byte[] forged = [.. wire[..at], 0xF8, 0xFF, 0xFF, 0xFF, 0x0F, .. wire[(at + 2)..]];

        Assert.ThrowsAny<Exception>(() => Serializer.Deserialize<PixelPart>(forged));
    }

    [Fact]
    public void Serialize_ofMoreThanTheLimit_isInvalid_andGivesTheMemoryBack()
    {
        var owner = new CountingOwner();

        var error = Assert.Throws<LamellaException>(() => Serializer.SerializeToArray(new PixelPart(new byte[PixelPart.MaxLength + 1], owner)));

        Assert.Equal((LamellaErrorCode.InvalidArgument, 1), (error.Code, owner.Disposals));
    }

    public void Dispose() => _services.Dispose();

    private sealed class CountingOwner : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
