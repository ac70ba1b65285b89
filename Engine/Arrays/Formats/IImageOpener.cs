using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>Opens images by URI, whatever their store and format.</summary>
public interface IImageOpener
{
    /// <summary>Opens an image: reads metadata, no pixels.</summary>
    /// <param name="uri">
    /// A local path, <c>file://</c>, or another registered scheme; may go on inside the file or folder, such as
    /// <c>/data/x.zarr/labels/0</c> or <c>x.zarr.zip/0</c>.
    /// </param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotFound"/>, <see cref="LamellaErrorCode.UnknownFormat"/>, and what formats and stores raise.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken);
}
