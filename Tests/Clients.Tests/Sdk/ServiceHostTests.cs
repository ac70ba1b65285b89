using Lamella.Cli.Arguments;
using Lamella.Sdk;
using Lamella.Sdk.Connections;
using Xunit;

namespace Lamella.Clients.Tests.Sdk;

/// <summary>Whose files a path is of.</summary>
public sealed class ServiceHostTests
{
    [Theory]
    [InlineData("[2001:db8::1]:30000", true)]
    [InlineData("[2001:db8::1]", true)]
    [InlineData("[::1]:30000", false)]
    [InlineData("127.0.0.1:30000", false)]
    [InlineData("localhost", false)]
    [InlineData("example.org:30000", true)]
    [InlineData("localhost:30000,[2001:db8::1]:30001", true)]
    public void IsElsewhere_ofAnAddressAsTheClientHasIt_isThatOfTheHost(string typed, bool expected)
    {
        var address = string.Join(',', GatewayAddress.ParseAll(typed));

        Assert.Equal(expected, ServiceHost.IsElsewhere(address));
        Assert.Equal(GatewayAddress.ParseAll(typed), GatewayAddress.ParseAll(address));
    }

    [Theory]
    [InlineData("data/a.zarr", "example.org:30000")]
    [InlineData("data/a.zarr", "[2001:db8::1]:30000")]
    [InlineData("synthetic:blobs", null)]
    [InlineData("https://example.org/a.zarr", "localhost:30000")]
    public void For_pathOfAnotherHostOrNoPath_isAsItWasWritten(string uri, string? address) => Assert.Equal(uri, SourceUri.For(uri, address));

    [Theory]
    [InlineData(null)]
    [InlineData("this process")]
    [InlineData("localhost:30000")]
    [InlineData("[::1]:30000")]
    public void For_pathOfThisHost_isAbsolute(string? address) =>
        Assert.Equal(Path.GetFullPath("data/a.zarr"), SourceUri.For("data/a.zarr", address));
}
