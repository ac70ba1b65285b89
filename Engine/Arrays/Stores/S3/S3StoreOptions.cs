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

    /// <summary>What may be logged: never a key.</summary>
    public override string ToString() =>
        $"{Endpoint?.ToString() ?? "Amazon S3"}, {Region}, {(HasCredentials ? "signed" : "anonymous")}";
}
