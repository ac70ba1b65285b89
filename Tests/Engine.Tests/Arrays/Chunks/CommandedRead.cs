using Lamella.Engine.Arrays;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>One read of a <see cref="CommandedArray"/>, which ends when the test says so or when it is cancelled.</summary>
internal sealed class CommandedRead(int[] index, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<EncodedChunk?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int[] Index { get; } = index;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public Task<EncodedChunk?> Outcome => _outcome.Task;

    public void Succeed() => _outcome.TrySetResult(new EncodedChunk(new byte[] { (byte)Index[^1] }));

    public void FindAbsent() => _outcome.TrySetResult(null);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);

    public void Cancel() => _outcome.TrySetCanceled(CancellationToken);
}
