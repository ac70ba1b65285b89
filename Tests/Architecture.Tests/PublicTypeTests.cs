using System.Reflection;
using Xunit;

namespace Lamella.Architecture.Tests;

/// <summary>What crosses a process boundary is immutable, named and numbered.</summary>
public sealed class PublicTypeTests
{
    private static readonly Type[] WireTypes =
    [
        .. Assembly.Load("Lamella.Contracts").GetExportedTypes()
            .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsEnum),
    ];

    [Fact]
    public void WireType_hasAnAlias_soThatItMayBeRenamed()
    {
        var nameless = WireTypes.Where(type => type.GetCustomAttribute<AliasAttribute>(inherit: false) is null);

        Assert.Empty(nameless.Select(type => type.FullName));
    }

    [Fact]
    public void WireType_aliases_areUnique()
    {
        var twice = WireTypes
            .GroupBy(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias)
            .Where(group => group.Key is not null && group.Count() > 1);

        Assert.Empty(twice.Select(group => group.Key));
    }

    [Fact]
    public void WireType_properties_areNotSettableFromOutside()
    {
        var mutable = WireTypes
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"));

        Assert.Empty(mutable.Select(property => $"{property.DeclaringType!.FullName}.{property.Name}"));
    }
}
