using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>A file format that images can be read from. One folder a format; registered in <see cref="FormatRegistry"/>.</summary>
public interface IImageFormat
{
    /// <summary>The format's name, such as <c>Zarr</c> or <c>TIFF</c>.</summary>
    string Name { get; }

    /// <summary>What is looked for, for the error that nothing was found, such as <c>zarr.json, .zarray or .zgroup</c>.</summary>
    string LooksFor { get; }

    /// <summary>Whether the content is of this format: a magic number, a metadata file. Must be cheap and certain.</summary>
    /// <param name="source">What was named.</param>
    /// <param name="cancellationToken">Aborts the look.</param>
    ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the name is one of this format's, such as <c>.npy</c>. Asked only where no format knows the content; opening
    /// then says what is wrong with it.
    /// </summary>
    /// <param name="source">What was named.</param>
    bool MatchesName(ImageSource source);

    /// <summary>Opens an image: reads metadata, no pixels.</summary>
    /// <param name="source">What was named.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>,
    /// <see cref="LamellaErrorCode.LimitExceeded"/>, <see cref="LamellaErrorCode.NotFound"/> (the inner path), <see cref="LamellaErrorCode.StoreFailed"/>.
    /// </exception>
    ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken);
}
