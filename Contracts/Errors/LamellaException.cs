namespace Lamella.Contracts.Errors;

/// <summary>
/// The one exception that Lamella raises on purpose. <see cref="Code"/> says what went wrong, the fields say where and
/// what disagreed, and the message is one line that a person can act on. It crosses process boundaries whole.
/// </summary>
[GenerateSerializer]
[Alias("lamella.error")]
public sealed class LamellaException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">One line: what is wrong, with the two values that disagree, and what to do.</param>
    /// <param name="path">The file, URI or store key concerned.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="got">What was found instead.</param>
    /// <param name="innerException">The cause, kept for logs of this process; it is not serialized.</param>
    public LamellaException(
        LamellaErrorCode code,
        string message,
        string? path = null,
        string? expected = null,
        string? got = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Path = path;
        Expected = expected;
        Got = got;
    }

    /// <summary>What went wrong.</summary>
    [Id(0)]
    public LamellaErrorCode Code { get; private set; }

    /// <summary>The file, URI or store key concerned, if any.</summary>
    [Id(1)]
    public string? Path { get; private set; }

    /// <summary>The layer concerned, if any.</summary>
    [Id(2)]
    public string? Layer { get; init; }

    /// <summary>What would have been right, if two values disagreed.</summary>
    [Id(3)]
    public string? Expected { get; private set; }

    /// <summary>What was found instead, if two values disagreed.</summary>
    [Id(4)]
    public string? Got { get; private set; }
}
