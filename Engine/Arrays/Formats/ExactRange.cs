using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>Reads parts of a source's file that must be there whole.</summary>
internal static class ExactRange
{
    /// <summary>Reads exactly a range; where it would leave the file, nothing is allocated.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">First byte, as the file itself claims it: any value.</param>
    /// <param name="length">Number of bytes, likewise.</param>
    /// <param name="code">The error where the range leaves the file.</param>
    /// <param name="what">What the range holds, for that error, such as <c>strip 7 of page 2</c>.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <returns>The bytes, which the caller disposes.</returns>
    /// <exception cref="LamellaException">What <paramref name="code"/> says; <see cref="LamellaErrorCode.StoreFailed"/>.</exception>
    public static async ValueTask<StoreValue> ReadAsync(
        ImageSource source, long offset, long length, LamellaErrorCode code, string what, CancellationToken cancellationToken)
    {
        if (offset < 0 || length < 0 || length > Array.MaxLength || offset > source.Length - length)
        {
            throw Outside(source, offset, length, source.Length, code, what);
        }

        var value = await source.Store.GetRangeAsync(source.Key, ByteRange.At(offset, (int)length), cancellationToken).ConfigureAwait(false)
            ?? throw new LamellaException(LamellaErrorCode.StoreFailed, $"{source.Uri} is no longer there.", source.Uri);
        if (value.Length == length)
        {
            return value;
        }

        var end = offset + value.Length;
        value.Dispose();
        throw Outside(source, offset, length, end, code, what);
    }

    private static LamellaException Outside(
        ImageSource source, long offset, long length, long fileLength, LamellaErrorCode code, string what) => new(
        code,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Uri}: {what} has {length} bytes from {offset} on, but the file ends after {fileLength} bytes; it is truncated or damaged."),
        source.Uri,
        expected: string.Create(CultureInfo.InvariantCulture, $"{length} bytes from {offset} on"),
        got: string.Create(CultureInfo.InvariantCulture, $"{fileLength} bytes"));
}
