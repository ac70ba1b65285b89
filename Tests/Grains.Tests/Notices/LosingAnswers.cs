namespace Lamella.Grains.Tests.Notices;

/// <summary>Loses the answers to calls of one method, as the loss of a connection does: the call was made nevertheless.</summary>
/// <param name="method">The method.</param>
internal sealed class LosingAnswers(string method) : IOutgoingGrainCallFilter
{
    /// <summary>Whether answers are lost now.</summary>
    public bool IsLosing { get; set; }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        if (IsLosing && context.MethodName == method)
        {
            throw new TimeoutException("The answer was lost.");
        }
    }
}
