using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Arrays.Stores.S3;
using Lamella.Tests.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Stores.S3;

public sealed class S3StoreTests
{
    // The credentials of the examples in Amazon's documentation of Signature Version 4.
    private static readonly S3StoreOptions Example = new()
    {
        AccessKeyId = "AKIAIOSFODNN7EXAMPLE",
        SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://examplebucket.s3.amazonaws.com/test.txt", "bytes=0-9", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("https://examplebucket.s3.amazonaws.com/?lifecycle", null, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J", null, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Sign_gives_the_signatures_of_the_documentation(string uri, string? range, string signature)
    {
        // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
        var sut = new S3Signer(Example, new FakeTimeProvider(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero)));
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        sut.Sign(request);

        Assert.EndsWith($"Signature={signature}", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_asks_the_endpoint_in_path_style_signed()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Ok("hello"));
        using var transport = new HttpTransport(RemoteAccessPolicy.Allow("s3://bucket/data"));
        var sut = new S3Store(transport, new Uri("s3://bucket/data/x.zarr"), Example with { Endpoint = server.Root, SessionToken = "token" });

        using var value = await sut.GetAsync(StoreKey.Parse("a b/0"), 100, Token);
        var request = server.Requests.Single();

        Assert.Equal("hello", Encoding.ASCII.GetString(value!.Bytes.Span));
        Assert.Equal("/bucket/data/x.zarr/a%20b/0", request.Target);
        Assert.Contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token", request.Headers["authorization"], StringComparison.Ordinal);
        Assert.Equal("s3://bucket/data/x.zarr", sut.Uri);
    }

    [Fact]
    public async Task GetAsync_without_keys_is_anonymous()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Status("404 Not Found"));
        using var transport = new HttpTransport(RemoteAccessPolicy.Open);
        var sut = new S3Store(transport, new Uri("s3://bucket"), new S3StoreOptions { Endpoint = server.Root });

        Assert.Null(await sut.GetAsync(StoreKey.Parse("x"), 100, Token));
        Assert.False(server.Requests.Single().Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task ListAsync_reads_every_page()
    {
        const string First = "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Contents><Key>data/b.txt</Key></Contents>"
            + "<CommonPrefixes><Prefix>data/a/</Prefix></CommonPrefixes><NextContinuationToken>t+1</NextContinuationToken></ListBucketResult>";
        const string Second = "<ListBucketResult><Contents><Key>data/</Key></Contents><Contents><Key>data/c</Key></Contents></ListBucketResult>";
        await using var server = LoopbackServer.Answering(LoopbackServer.Ok(First), LoopbackServer.Ok(Second));
        using var transport = new HttpTransport(RemoteAccessPolicy.Open);
        var sut = new S3Store(transport, new Uri("s3://bucket/data"), new S3StoreOptions { Endpoint = server.Root });

        var entries = await sut.ListAsync(StoreKey.Root, Token);

        Assert.Equal([new StoreEntry("a", true), new StoreEntry("b.txt", false), new StoreEntry("c", false)], entries);
        Assert.Equal(
            ["/bucket/?delimiter=%2F&list-type=2&prefix=data%2F", "/bucket/?delimiter=%2F&list-type=2&prefix=data%2F&continuation-token=t%2B1"],
            server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public void Constructor_bucket_outside_the_policy_is_refused()
    {
        using var transport = new HttpTransport(RemoteAccessPolicy.Allow("s3://other"));

        var error = Assert.Throws<LamellaException>(() => new S3Store(transport, new Uri("s3://bucket/x"), Example));

        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
        Assert.DoesNotContain("EXAMPLEKEY", Example.ToString(), StringComparison.Ordinal);
    }
}
