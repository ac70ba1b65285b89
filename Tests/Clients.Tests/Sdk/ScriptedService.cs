using System.Collections.Concurrent;
using System.Reflection;
using Lamella.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Clients.Tests.Sdk;

/// <summary>A service that answers no call, but for those that it fails.</summary>
internal sealed class ScriptedService
{
    private readonly ConcurrentDictionary<string, Exception> _failures = new();
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>The names of the methods that were called, in order.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>Has a method fail.</summary>
    public void Fail(string method, Exception failure) => _failures[method] = failure;

    public LamellaClient Connect(LamellaClientOptions options)
    {
        var cluster = DispatchProxy.Create<IClusterClient, CallProxy>();
        ((CallProxy)(object)cluster).Answer = (method, _) =>
        {
            var grain = typeof(DispatchProxy).GetMethod(nameof(DispatchProxy.Create), 2, [])!
                .MakeGenericMethod(method.ReturnType, typeof(CallProxy)).Invoke(null, null)!;
            ((CallProxy)grain).Answer = Answer;
            return grain;
        };
        return LamellaClient.FromServices(new ServiceCollection().AddSingleton(cluster).BuildServiceProvider(), options);
    }

    private object Answer(MethodInfo method, object?[]? arguments)
    {
        _calls.Enqueue(method.Name);
        var answer = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : typeof(bool);
        var source = Activator.CreateInstance(typeof(TaskCompletionSource<>).MakeGenericType(answer))!;
        if (_failures.TryGetValue(method.Name, out var failure))
        {
            source.GetType().GetMethod("SetException", [typeof(Exception)])!.Invoke(source, [failure]);
        }

        return source.GetType().GetProperty("Task")!.GetValue(source)!;
    }
}
