using System.Threading.Channels;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats;

/// <summary>Opens what a test tells it to, when it tells it to.</summary>
internal sealed class CommandedOpener : IImageOpener
{
    private readonly Channel<TaskCompletionSource<OpenedImage>> _openings = Channel.CreateUnbounded<TaskCompletionSource<OpenedImage>>();
    private int _count;

    /// <summary>Openings begun.</summary>
    public int Count => _count;

    /// <summary>What is opened at once; null waits for the test.</summary>
    public OpenedImage? Default { get; set; }

    public CancellationToken LastToken { get; private set; }

    public async Task<TaskCompletionSource<OpenedImage>> NextAsync() =>
        await _openings.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        LastToken = cancellationToken;
        if (Default is { } image)
        {
            return image;
        }

        var opening = new TaskCompletionSource<OpenedImage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _openings.Writer.TryWrite(opening);
        return await opening.Task;
    }
}
