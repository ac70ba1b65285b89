using System.Net;
using Lamella.Engine.Arrays.Stores.Http;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

public sealed class RemoteAccessPolicyTests
{
    [Theory]
    [InlineData("https://host/data", true)]
    [InlineData("https://host/data/x.zarr", true)]
    [InlineData("https://HOST/data/x.zarr", true)]
    [InlineData("https://host:443/data/", true)]
    [InlineData("https://host/data2", false)]
    [InlineData("https://host/data/../secret", false)]
    [InlineData("https://host/", false)]
    [InlineData("http://host/data", false)]
    [InlineData("https://host:8443/data", false)]
    [InlineData("https://host.evil.org/data", false)]
    [InlineData("https://evil.org/https://host/data", false)]
    [InlineData("https://host@evil.org/data", false)]
    [InlineData("s3://bucket/a", true)]
    [InlineData("s3://bucket2/a", false)]
    public void Allows_whole_segments_beneath_a_prefix(string uri, bool expected) =>
        Assert.Equal(expected, RemoteAccessPolicy.Allow("https://host/data/", "s3://bucket").Allows(new Uri(uri)));

    [Fact]
    public void None_allows_nothing_and_Open_everything()
    {
        Assert.False(RemoteAccessPolicy.None.Allows(new Uri("https://host/data")));
        Assert.True(RemoteAccessPolicy.Open.Allows(new Uri("https://host/data")));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("2002:a00:1::", true)]
    [InlineData("2606:4700::1111", false)]
    public void IsPrivate_knows_reserved_ranges(string address, bool expected) =>
        Assert.Equal(expected, RemoteAccessPolicy.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://host/data/..%2fprivate/x.csv")]
    [InlineData("https://host/data/%2e%2e%2fx.zarr")]
    [InlineData("https://host/data/a%2f..%2f..%2fx/")]
    [InlineData("https://host/data/..%5cx.zarr")]
    [InlineData("https://host/data/..%252fx.zarr")]
    public void Allows_path_that_a_server_may_resolve_to_another_place_is_refused(string uri) =>
        Assert.False(RemoteAccessPolicy.Allow("https://host/data/").Allows(new Uri(uri)));
}
