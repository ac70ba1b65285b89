using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>Finds what URIs of one scheme name (<c>file</c>, <c>https</c>, <c>s3</c>, <c>memory</c> …).</summary>
public interface ISourceScheme
{
    /// <summary>Whether this scheme is responsible for a URI, by its look alone.</summary>
    /// <param name="uri">As the user gave it.</param>
    bool Handles(string uri);

    /// <summary>Finds what a URI names, and splits off the path inside it where it names a part of a file.</summary>
    /// <param name="uri">As the user gave it.</param>
    /// <param name="cancellationToken">Aborts the look.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.NotFound"/>, <see cref="LamellaErrorCode.NotAllowed"/>,
    /// <see cref="LamellaErrorCode.StoreFailed"/>, <see cref="LamellaErrorCode.InvalidArgument"/>.
    /// </exception>
    ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken);
}
