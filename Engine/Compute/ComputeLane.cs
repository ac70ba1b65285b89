using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Compute;

/// <summary>
/// A few dedicated threads for decoding and slicing, so that neither a grain's turn nor the shared thread pool is held
/// up by them. Safe for concurrent use; one per silo.
/// </summary>
/// <remarks>
/// Whoever awaits <c>RunAsync</c> goes on somewhere else: continuations never run on a lane thread, so no foreign code
/// can block it. The execution context is not carried over.
/// </remarks>
public sealed class ComputeLane : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<IComputeWork>[] _queues = [new(), new()];
    private readonly Thread[] _threads;
    private readonly ComputeLaneOptions _options;
    private int _waitingRuns;
    private long _unhandledExceptions;
    private bool _disposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="options">How many; null for the defaults.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ComputeLane(ComputeLaneOptions? options = null)
    {
        _options = options ?? new ComputeLaneOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _threads = new Thread[_options.Threads];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work)
            {
                IsBackground = true,
                Name = string.Create(CultureInfo.InvariantCulture, $"Lamella compute {i}"),
            };
            _threads[i].UnsafeStart();
        }
    }

    /// <summary>Number of threads.</summary>
    public int Threads => _threads.Length;

    /// <summary>Pieces of work that wait for a thread.</summary>
    public int QueueLength
    {
        get
        {
            lock (_gate)
            {
                return _queues[0].Count + _queues[1].Count;
            }
        }
    }

    /// <summary>How often an <see cref="IComputeWork"/> threw against its contract.</summary>
    public long UnhandledExceptions => Interlocked.Read(ref _unhandledExceptions);

    /// <summary>Runs work on the lane.</summary>
    /// <param name="work">What to do; looks at the token by itself once it runs.</param>
    /// <param name="priority">Who goes first.</param>
    /// <param name="cancellationToken">Work that has not started when it is cancelled never does; the task ends at once.</param>
    /// <returns>A task with the work's outcome; what the work throws is its exception.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: the queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The lane is disposed.</exception>
    public Task RunAsync(
        Action work, ComputePriority priority = ComputePriority.Interactive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(
            () =>
            {
                work();
                return true;
            },
            priority,
            cancellationToken);
    }

    /// <summary>Computes a value on the lane.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="work">What to compute; looks at the token by itself once it runs.</param>
    /// <param name="priority">Who goes first.</param>
    /// <param name="cancellationToken">Work that has not started when it is cancelled never does; the task ends at once.</param>
    /// <returns>A task with the work's outcome; what the work throws is its exception.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: the queue is full.</exception>
    /// <exception cref="ObjectDisposedException">The lane is disposed.</exception>
    public Task<T> RunAsync<T>(
        Func<T> work, ComputePriority priority = ComputePriority.Interactive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (Interlocked.Increment(ref _waitingRuns) > _options.QueueCapacity)
        {
            Interlocked.Decrement(ref _waitingRuns);
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"The compute lane's queue is full: {_options.QueueCapacity} pieces of work wait already. Ask again later.",
                expected: _options.QueueCapacity.ToString(CultureInfo.InvariantCulture));
        }

        var run = new ComputeRun<T>(this, work, cancellationToken);
        try
        {
            Post(run, priority);
        }
        catch (ObjectDisposedException)
        {
            LeaveQueue();
            throw;
        }

        run.CancelWhileQueued();
        return run.Task;
    }

    /// <summary>Queues work that carries its own state and reports its own outcome; allocates nothing in steady state.</summary>
    /// <param name="work">What to do; may be queued several times at once.</param>
    /// <param name="priority">Who goes first.</param>
    /// <exception cref="ObjectDisposedException">The lane is disposed.</exception>
    public void Post(IComputeWork work, ComputePriority priority = ComputePriority.Interactive)
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _queues[(int)priority].Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Takes no more work, lets what is queued run to its end, and waits for the threads, unless called on one of them.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
        {
            if (thread != Thread.CurrentThread)
            {
                thread.Join();
            }
        }
    }

    internal void LeaveQueue() => Interlocked.Decrement(ref _waitingRuns);

    private void Work()
    {
        while (Take() is { } work)
        {
            try
            {
                work.Execute();
            }
            catch (Exception exception)
            {
                Interlocked.Increment(ref _unhandledExceptions);
                _options.OnUnhandledException?.Invoke(exception);
            }
        }
    }

    private IComputeWork? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_queues[0].TryDequeue(out var work) || _queues[1].TryDequeue(out work))
                {
                    return work;
                }

                if (_disposed)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }
        }
    }
}
