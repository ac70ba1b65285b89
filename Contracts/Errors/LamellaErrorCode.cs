namespace Lamella.Contracts.Errors;

/// <summary>What went wrong. The family is closed: every error that Lamella reports has one of these codes.</summary>
[GenerateSerializer]
public enum LamellaErrorCode
{
    /// <summary>A defect of Lamella itself; please report it.</summary>
    Internal = 0,

    /// <summary>The path or URI does not exist.</summary>
    NotFound = 1,

    /// <summary>The bytes exist but are in no format that Lamella reads.</summary>
    UnknownFormat = 2,

    /// <summary>The metadata contradicts itself or its specification.</summary>
    InvalidMetadata = 3,

    /// <summary>Valid, but not supported by Lamella; the message names what.</summary>
    Unsupported = 4,

    /// <summary>A chunk's bytes are damaged: truncated, wrong length, failed checksum.</summary>
    CorruptChunk = 5,

    /// <summary>A declared size is beyond a limit that protects the process.</summary>
    LimitExceeded = 6,

    /// <summary>The store could not be read: permission, network, I/O.</summary>
    StoreFailed = 7,

    /// <summary>The caller may not open this: outside its root, or not on the allow-list.</summary>
    NotAllowed = 8,

    /// <summary>An argument or option is invalid: unknown axis, bad rank, bad value.</summary>
    InvalidArgument = 9,

    /// <summary>There is no such layer in the viewer.</summary>
    UnknownLayer = 10,

    /// <summary>The slice asked for has been superseded and is no longer held.</summary>
    SliceGone = 11,

    /// <summary>The service could not be reached, or did not answer in time.</summary>
    Unavailable = 12,

    /// <summary>The viewer has been shut down: it slices nothing any more that would have to be waited for.</summary>
    ShutDown = 13,
}
