using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>The errors that all stores have in common, in one wording.</summary>
internal static class StoreErrors
{
    public static LamellaException TooLong(IStore store, StoreKey key, long length, long maxLength) => new(
        LamellaErrorCode.LimitExceeded,
        $"{store.Uri}/{key} has {length} bytes, at most {maxLength} are read.",
        $"{store.Uri}/{key}",
        expected: $"at most {maxLength} bytes",
        got: $"{length} bytes");

    public static LamellaException Failed(IStore store, StoreKey key, Exception cause) => new(
        LamellaErrorCode.StoreFailed,
        $"{store.Uri}/{key} could not be read: {OneLine(cause.Message)}",
        $"{store.Uri}/{key}",
        innerException: cause);

    public static LamellaException LeavesRoot(IStore store, StoreKey key) => new(
        LamellaErrorCode.NotAllowed,
        $"{store.Uri}/{key} is refused: it is a link out of its store. Open the link's target itself.",
        $"{store.Uri}/{key}");

    public static LamellaException CannotList(IStore store, StoreKey key) => new(
        LamellaErrorCode.Unsupported,
        $"{store.Uri}/{key} cannot be listed: {store.Kind} stores do not say what they hold. Name the array's path.",
        $"{store.Uri}/{key}");

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
