using Lamella.Contracts.Grains;

namespace Lamella.Grains.Viewers;

/// <summary>The newest change seen from each client, by which changes that were overtaken on their way are told.</summary>
internal sealed class ChangeOrders
{
    /// <summary>Clients remembered; beyond it the one seen longest ago is forgotten.</summary>
    private const int MostClients = 256;

    private readonly Dictionary<Guid, LinkedListNode<(Guid Client, long Number)>> _byClient = [];
    private readonly LinkedList<(Guid Client, long Number)> _recent = new();

    /// <summary>Whether a change is newer than all seen from its client; it then counts as seen.</summary>
    public bool TryAccept(ChangeOrder order)
    {
        if (order.Number == 0)
        {
            return true;
        }

        if (_byClient.TryGetValue(order.Client, out var known))
        {
            if (order.Number <= known.Value.Number)
            {
                return false;
            }

            _recent.Remove(known);
        }
        else if (_byClient.Count == MostClients)
        {
            _byClient.Remove(_recent.First!.Value.Client);
            _recent.RemoveFirst();
        }

        _byClient[order.Client] = _recent.AddLast((order.Client, order.Number));
        return true;
    }
}
