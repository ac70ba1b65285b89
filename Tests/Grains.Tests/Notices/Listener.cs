using System.Threading.Channels;
using Orleans.Streams;

namespace Lamella.Grains.Tests.Notices;

/// <summary>A subscriber of numbers. Where it is given a gate, it does not answer before it has passed it.</summary>
internal sealed class Listener(SemaphoreSlim? gate = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<long> _heard = Channel.CreateUnbounded<long>();
    private StreamSubscriptionHandle<long>? _handle;

    public static async Task<Listener> SubscribeAsync(IAsyncStream<long> stream, SemaphoreSlim? gate = null)
    {
        var listener = new Listener(gate);
        listener._handle = await stream.SubscribeAsync(listener.OnNextAsync);
        return listener;
    }

    /// <summary>Waits for the next number.</summary>
    public async Task<long> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits for some numbers.</summary>
    public async Task<long[]> NextAsync(int count)
    {
        var heard = new long[count];
        for (var i = 0; i < count; i++)
        {
            heard[i] = await NextAsync();
        }

        return heard;
    }

    /// <summary>Waits until a number is heard, and drops those before it.</summary>
    public async Task UntilAsync(long number)
    {
        while (await NextAsync() != number)
        {
        }
    }

    /// <summary>Numbers heard and not taken yet.</summary>
    public int Waiting => _heard.Reader.Count;

    public Task UnsubscribeAsync() => _handle!.UnsubscribeAsync();

    private async Task OnNextAsync(long number, StreamSequenceToken? token)
    {
        _heard.Writer.TryWrite(number);
        if (gate is not null)
        {
            await gate.WaitAsync();
        }
    }
}
