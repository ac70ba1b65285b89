namespace Lamella.Sdk.Slicing;

/// <summary>Does something once when it is disposed.</summary>
internal sealed class Scope(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
