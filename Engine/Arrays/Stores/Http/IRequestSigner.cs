namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>Adds credentials to requests to the store's own host; redirects to other hosts are sent without.</summary>
internal interface IRequestSigner
{
    /// <summary>Signs a request whose URI and headers are final.</summary>
    void Sign(HttpRequestMessage request);
}
