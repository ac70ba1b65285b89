namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>A request failed in a way that may pass, so that it is worth repeating. Never leaves the store.</summary>
internal sealed class TransientHttpException(string what, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(what, innerException)
{
    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
