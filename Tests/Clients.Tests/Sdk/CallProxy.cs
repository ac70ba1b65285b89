using System.Reflection;

namespace Lamella.Clients.Tests.Sdk;

/// <summary>An interface whose calls a test answers. Public and open, because the runtime derives from it.</summary>
public class CallProxy : DispatchProxy
{
    /// <summary>Answers a call.</summary>
    public Func<MethodInfo, object?[]?, object> Answer { get; set; } = null!;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!, args);
}
