using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Delays;
using Lamella.Engine.Arrays.Formats;

namespace Lamella.Cli.Sessions;

/// <summary>Opens images as if they lay on slow storage.</summary>
internal sealed class DelayedImageOpener(IImageOpener inner, TimeSpan delay, TimeProvider time) : IImageOpener
{
    private readonly ReadDelay _delay = new(delay, time);

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(string uri, CancellationToken cancellationToken) =>
        DelayedArray.Wrap(await inner.OpenAsync(uri, cancellationToken).ConfigureAwait(false), _delay);
}
