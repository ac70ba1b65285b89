using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>A response whose headers are there: what it says about itself, and its bytes, checked against that.</summary>
internal sealed class HttpBody(HttpResponseMessage response, string uri, StallGuard guard)
{
    private const int SkipBuffer = 64 << 10;

    public bool IsAbsent => response.StatusCode == HttpStatusCode.NotFound;

    /// <summary>Bytes of the body, where the server says.</summary>
    public long? Length => response.Content.Headers.ContentLength;

    /// <summary>Bytes of the whole value, where the server says.</summary>
    public long? TotalLength => response.StatusCode == HttpStatusCode.OK ? Length : ContentRange?.Length;

    /// <summary>What kind of thing it is, such as <c>text/html</c>.</summary>
    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    private ContentRangeHeaderValue? ContentRange => response.Content.Headers.ContentRange;

    /// <summary>Whether the range lies beyond the value's end, so that nothing of it exists.</summary>
    public bool IsBeyondTheEnd(ByteRange? range) =>
        range is not null && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && ContentRange?.HasLength == true;

    /// <exception cref="TransientHttpException">408, 429 or 5xx.</exception>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.StoreFailed"/>: any other failure, or an encoded body.</exception>
    public HttpBody RequireSuccess(TimeProvider timeProvider)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500)
        {
            throw new TransientHttpException(
                string.Create(CultureInfo.InvariantCulture, $"the server answered {status} {response.ReasonPhrase}"), RetryAfter(timeProvider));
        }

        if (status is not (200 or 206))
        {
            throw new LamellaException(
                LamellaErrorCode.StoreFailed,
                string.Create(CultureInfo.InvariantCulture, $"{uri} could not be read: the server answered {status} {response.ReasonPhrase}."),
                uri,
                expected: "200, 206 or 404",
                got: status.ToString(CultureInfo.InvariantCulture));
        }

        return response.Content.Headers.ContentEncoding.Any(static coding => coding != "identity")
            ? throw Contradiction($"encodes the body as {string.Join(", ", response.Content.Headers.ContentEncoding)}, although it was asked not to")
            : this;
    }

    /// <summary>Reads a whole value.</summary>
    /// <param name="maxLength">Most bytes.</param>
    /// <param name="tooLong">Makes the error for more.</param>
    /// <param name="cancellationToken">Closes the request.</param>
    public async ValueTask<StoreValue> ReadWholeAsync(int maxLength, Func<LamellaException> tooLong, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Contradiction("sends a part of the value, although all of it was asked for");
        }

        if (Length > maxLength)
        {
            throw tooLong();
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return Length is { } length
            ? await ReadExactlyAsync(stream, (int)length, cancellationToken).ConfigureAwait(false)
            : await ReadToEndAsync(stream, maxLength, tooLong, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a part of a value, also where the server sends all of it.</summary>
    /// <param name="range">Which part was asked for.</param>
    /// <param name="maxSkipped">Most bytes to read and throw away before it.</param>
    /// <param name="cancellationToken">Closes the request.</param>
    public async ValueTask<StoreValue> ReadRangeAsync(ByteRange range, int maxSkipped, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return StoreValue.Rent(0);
        }

        var (skip, length) = response.StatusCode == HttpStatusCode.PartialContent ? CheckPart(range) : WithinWhole(range);
        if (skip > maxSkipped)
        {
            throw Contradiction(string.Create(CultureInfo.InvariantCulture, $"ignores Range: {skip} bytes would be thrown away, at most {maxSkipped} are"));
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await SkipAsync(stream, skip, cancellationToken).ConfigureAwait(false);
        return await ReadExactlyAsync(stream, length, cancellationToken).ConfigureAwait(false);
    }

    public LamellaException Contradiction(string what) =>
        new(LamellaErrorCode.StoreFailed, $"{uri} could not be read: the server {what}.", uri);

    private (long Skip, int Length) CheckPart(ByteRange range)
    {
        if (ContentRange is not { Unit: "bytes", HasRange: true } part)
        {
            throw Contradiction("answers 206 without a Content-Range");
        }

        var length = part.To!.Value - part.From!.Value + 1;
        var expected = part.Length is { } total ? range.Within(total)
            : range.IsSuffix ? (part.From.Value, range.Length)
            : (range.Offset, range.Length);
        if (part.From != expected.Item1 || length != expected.Item2 || (Length is { } sent && sent != length))
        {
            throw Contradiction(string.Create(
                CultureInfo.InvariantCulture,
                $"answers another range: expected {expected.Item2} bytes at {expected.Item1}, got {length} at {part.From} ({Length} sent)"));
        }

        return (0, (int)length);
    }

    private (long Skip, int Length) WithinWhole(ByteRange range)
    {
        var total = Length ?? throw Contradiction("ignores Range and does not say how long the value is");
        return range.Within(total);
    }

    private TimeSpan? RetryAfter(TimeProvider timeProvider) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - timeProvider.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private async ValueTask<StoreValue> ReadExactlyAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var value = StoreValue.Rent(length);
        try
        {
            for (var filled = 0; filled < length;)
            {
                var read = await stream.ReadAsync(value.Memory[filled..], cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new TransientHttpException(string.Create(
                        CultureInfo.InvariantCulture, $"the body was cut off: expected {length} bytes, got {filled}"));
                }

                filled += read;
                guard.Restart();
            }

            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    private async ValueTask<StoreValue> ReadToEndAsync(
        Stream stream, int maxLength, Func<LamellaException> tooLong, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[SkipBuffer];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            guard.Restart();
            if (bytes.Length + read > maxLength)
            {
                throw tooLong();
            }

            bytes.Write(buffer, 0, read);
        }

        return StoreValue.Wrap(bytes.ToArray());
    }

    private async ValueTask SkipAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var buffer = bytes > 0 ? new byte[(int)Math.Min(bytes, SkipBuffer)] : [];
        while (bytes > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new TransientHttpException("the body was cut off");
            }

            bytes -= read;
            guard.Restart();
        }
    }
}
