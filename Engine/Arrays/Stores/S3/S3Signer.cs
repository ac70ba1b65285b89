using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lamella.Engine.Arrays.Stores.Http;

namespace Lamella.Engine.Arrays.Stores.S3;

/// <summary>
/// Signs requests without a body by AWS Signature Version 4
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">sig-v4-header-based-auth</see>).
/// </summary>
internal sealed class S3Signer(S3StoreOptions options, TimeProvider timeProvider) : IRequestSigner
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>SHA-256 of nothing.</summary>
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public void Sign(HttpRequestMessage request)
    {
        var now = timeProvider.GetUtcNow();
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}/{options.Region}/s3/aws4_request";
        request.Headers.Add("x-amz-content-sha256", EmptyHash);
        request.Headers.Add("x-amz-date", time);
        if (options.SessionToken is not null)
        {
            request.Headers.Add("x-amz-security-token", options.SessionToken);
        }

        var headers = Headers(request);
        var names = string.Join(';', headers.Keys);
        var canonical = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{request.Method}\n{request.RequestUri!.AbsolutePath}\n{Query(request.RequestUri)}\n")
            .AppendJoin(string.Empty, headers.Select(static header => $"{header.Key}:{header.Value}\n"))
            .Append(CultureInfo.InvariantCulture, $"\n{names}\n{EmptyHash}")
            .ToString();
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(HMACSHA256.HashData(Key(scope), Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Credential={options.AccessKeyId}/{scope},SignedHeaders={names},Signature={signature}");
    }

    private static SortedDictionary<string, string> Headers(HttpRequestMessage request)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.IsDefaultPort ? request.RequestUri.IdnHost : request.RequestUri.Authority,
        };
        foreach (var header in request.Headers.Where(static header =>
            header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Range", StringComparison.OrdinalIgnoreCase)))
        {
            headers[header.Key.ToLowerInvariant()] = string.Join(',', header.Value);
        }

        return headers;
    }

    /// <summary>Parameters sorted by name; they are escaped already, as RFC 3986 has it.</summary>
    private static string Query(Uri uri) => string.Join('&', uri.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(static parameter => parameter.Contains('=', StringComparison.Ordinal) ? parameter : parameter + "=")
        .Order(StringComparer.Ordinal));

    private byte[] Key(string scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + options.SecretAccessKey);
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
