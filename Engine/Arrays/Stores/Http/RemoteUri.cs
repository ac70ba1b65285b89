namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>Remote URIs as they may be shown and logged.</summary>
internal static class RemoteUri
{
    /// <summary>Without user, password and query, which may hold a signature.</summary>
    /// <param name="uri">Absolute.</param>
    public static string WithoutSecrets(Uri uri) =>
        uri.GetComponents(UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.UriEscaped)
            .TrimEnd('/');

    /// <summary>The URI of a key beneath a root; the root's query is kept.</summary>
    /// <param name="root">Absolute.</param>
    /// <param name="key">The key.</param>
    public static Uri Beneath(Uri root, StoreKey key)
    {
        if (key.IsRoot)
        {
            return root;
        }

        var path = string.Join('/', key.Value.Split('/').Select(Uri.EscapeDataString));
        return new UriBuilder(root) { Path = $"{root.AbsolutePath.TrimEnd('/')}/{path}" }.Uri;
    }
}
