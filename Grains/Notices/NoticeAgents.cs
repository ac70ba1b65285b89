using System.Collections.Concurrent;

namespace Lamella.Grains.Notices;

/// <summary>Orleans' agents that deliver notices in this silo. Safe for concurrent use.</summary>
internal sealed class NoticeAgents
{
    private readonly ConcurrentDictionary<GrainId, bool> _agents = new();

    public void Add(GrainId agent) => _agents.TryAdd(agent, true);

    public bool Contains(GrainId? agent) => agent is { } id && _agents.ContainsKey(id);
}
