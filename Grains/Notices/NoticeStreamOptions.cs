using System.ComponentModel.DataAnnotations;

namespace Lamella.Grains.Notices;

/// <summary>How a stream provider of notices holds events and how patient it is with subscribers.</summary>
public sealed class NoticeStreamOptions
{
    /// <summary>
    /// Events of one stream that are held for subscribers that have not taken them yet. One that falls behind further
    /// jumps to the newest.
    /// </summary>
    /// <value>Default: 16.</value>
    [Range(1, 1024)]
    public int NewestPerStream { get; set; } = 16;

    /// <summary>
    /// Queues of one silo, over which its streams are spread. A stream that is being registered with <c>PubSubStore</c>
    /// holds up those of the same queue.
    /// </summary>
    /// <value>Default: 16.</value>
    [Range(1, 256)]
    public int Queues { get; set; } = 16;

    /// <summary>How long the events of a stream are held after its newest, and its subscribers known to the silo.</summary>
    /// <value>Default: 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long delivery to a subscriber that does not answer is tried before the subscription is forgotten.</summary>
    /// <value>Default: 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromSeconds(10);
}
