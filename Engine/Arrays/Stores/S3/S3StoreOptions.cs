using System.ComponentModel.DataAnnotations;

namespace Lamella.Engine.Arrays.Stores.S3;

/// <summary>Where S3 buckets are, and who asks. Without keys requests are anonymous.</summary>
public sealed record S3StoreOptions
{
    /// <summary>The service's root, such as <c>http://localhost:9000</c> for MinIO; null for Amazon's in <see cref="Region"/>.</summary>
    /// <value>Default: null.</value>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for.</summary>
    /// <value>Default: <c>us-east-1</c>.</value>
    [RegularExpression("[a-z0-9-]{1,64}")]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Whether the bucket is the first segment of the path rather than of the host name.</summary>
    /// <value>Default: null: with an <see cref="Endpoint"/>, and for buckets whose name has a dot, it is.</value>
    public bool? PathStyle { get; init; }

    /// <summary>Access key id; null for anonymous requests.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret key that goes with it.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Token of temporary credentials; null for none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Whether requests are signed.</summary>
    public bool HasCredentials => AccessKeyId is not null && SecretAccessKey is not null;

    /// <summary>
    /// What the environment variables that Amazon's own tools read say: <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c>,
    /// <c>AWS_SESSION_TOKEN</c>, <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c>, <c>AWS_ENDPOINT_URL_S3</c> or
    /// <c>AWS_ENDPOINT_URL</c>; with <c>AWS_NO_SIGN_REQUEST=YES</c> the keys are left out.
    /// </summary>
    /// <param name="read">Reads a variable; null reads those of this process.</param>
    public static S3StoreOptions FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        string? Any(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (read(name) is { Length: > 0 } value)
                {
                    return value;
                }
            }

            return null;
        }

        var isAnonymous = Any("AWS_NO_SIGN_REQUEST") is { } no && no.ToUpperInvariant() is "YES" or "TRUE" or "1";
        return new S3StoreOptions
        {
            Endpoint = Uri.TryCreate(Any("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"), UriKind.Absolute, out var endpoint) ? endpoint : null,
            Region = Any("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1",
            AccessKeyId = isAnonymous ? null : Any("AWS_ACCESS_KEY_ID"),
            SecretAccessKey = isAnonymous ? null : Any("AWS_SECRET_ACCESS_KEY"),
            SessionToken = isAnonymous ? null : Any("AWS_SESSION_TOKEN"),
        };
    }

    /// <summary>What may be logged: never a key.</summary>
    public override string ToString() =>
        $"{Endpoint?.ToString() ?? "Amazon S3"}, {Region}, {(HasCredentials ? "signed" : "anonymous")}";
}
