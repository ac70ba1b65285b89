using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Arrays.Stores.S3;

namespace Lamella.Engine.Sources;

/// <summary>Which http, https and s3 sources a silo may open, and how. Validated when the silo starts.</summary>
public sealed class RemoteOptions
{
    /// <summary>The configuration section these are read from.</summary>
    public const string SectionName = "Lamella:Remote";

    /// <summary>
    /// Prefixes of what may be opened, such as <c>https://host/data/</c> or <c>s3://bucket/</c>; whole path segments count.
    /// Redirects are held to them too.
    /// </summary>
    /// <value>Default: none, so that nothing remote may be opened.</value>
    public IList<string> Allow { get; } = [];

    /// <summary>Whether everything may be opened: only where those who name sources are the one who runs the silo.</summary>
    /// <value>Default: false.</value>
    public bool AllowAny { get; set; }

    /// <summary>Patience and limits of requests.</summary>
    public HttpStoreOptions Http { get; set; } = new();

    /// <summary>Where buckets are, and who asks.</summary>
    /// <value>Default: what the environment variables of Amazon's own tools say, anonymous if they say nothing.</value>
    public S3StoreOptions S3 { get; set; } = S3StoreOptions.FromEnvironment();

    /// <summary>What these options permit.</summary>
    /// <exception cref="Contracts.Errors.LamellaException">A prefix is none.</exception>
    public RemoteAccessPolicy CreatePolicy() => AllowAny ? RemoteAccessPolicy.Open : RemoteAccessPolicy.Allow(Allow);
}
