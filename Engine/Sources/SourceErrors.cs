using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Sources;

/// <summary>The errors of files that hold points, shapes, tracks and meshes.</summary>
internal static class SourceErrors
{
    /// <summary>The content contradicts itself or its format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="message">What is wrong and what to do; without the file's name.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="got">What was found.</param>
    /// <param name="cause">What a reader raised.</param>
    public static LamellaException Invalid(string file, string message, string? expected = null, string? got = null, Exception? cause = null) =>
        new(LamellaErrorCode.InvalidMetadata, $"{file}: {message}", file, expected, got, cause);

    /// <summary>A line of the content is wrong.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">Its number, from 1.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="got">What was found.</param>
    public static LamellaException InvalidLine(string file, long line, string message, string? expected = null, string? got = null) =>
        Invalid(file, $"line {line.ToString(CultureInfo.InvariantCulture)}: {message}", expected, got);

    /// <summary>There is more of something than a limit allows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What there is too much of.</param>
    /// <param name="limit">How much is allowed.</param>
    /// <param name="got">How much there is.</param>
    public static LamellaException TooMuch(string file, string what, long limit, long got) => new(
        LamellaErrorCode.LimitExceeded,
        string.Create(CultureInfo.InvariantCulture, $"{file}: {got} {what}, the limit is {limit}; split the file, or raise the limit."),
        file,
        expected: string.Create(CultureInfo.InvariantCulture, $"at most {limit}"),
        got: got.ToString(CultureInfo.InvariantCulture));
}
