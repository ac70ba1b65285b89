using System.Collections.Immutable;
using System.Reflection;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Tests.Support;
using Lamella.Grains.Viewers;
using MessagePack;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A client that sends a part without a value is told which one.</summary>
public sealed class DefaultPartsTests(ClusterFixture cluster)
{
    private static readonly Type[] Specs = [.. typeof(LayerSpec).GetCustomAttributes<UnionAttribute>().Select(static union => union.SubType)];

    /// <summary>Every part, however deep, of every kind of layer that may lack its value.</summary>
    public static TheoryData<string, string> Parts => [.. Specs.SelectMany(static type => PathsOf(type).Select(path => (type.Name, path)))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Parts))]
    public void EnsureValid_ofASpecThatLacksAPart_isInvalid(string type, string path)
    {
        var spec = Whole(Specs.Single(known => known.Name == type));
        LayerSpecs.EnsureValid((LayerSpec)spec);

        Lack(spec, path.Split('.'));

        Assert.Equal(LamellaErrorCode.InvalidArgument, Assert.Throws<LamellaException>(() => LayerSpecs.EnsureValid((LayerSpec)spec)).Code);
    }

    [Fact]
    public void EveryTypeWithAnArray_thatAClientSends_isOneOfThoseTestedHere() => Assert.Equal(
        [
            nameof(AffineTransform), nameof(Dims), nameof(FieldOfView), nameof(ItemColor), nameof(LabelsLayerSpec), nameof(LayerColumns),
            nameof(LayerTransform), nameof(WorldPoint),
        ],
        SentTypes().Where(static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(static property => IsSent(property) && IsArray(property.PropertyType)))
            .Select(static type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Calls_thatLackAPart_areInvalid_andTheViewerGoesOn()
    {
        var viewer = cluster.Client.OpenViewer();
        var grain = cluster.Cluster.Client.GetGrain<IViewerGrain>(viewer.Id.Value);
        var spec = new ImageLayerSpec { Id = LayerId.New(), Name = "image", Source = new LayerSource(cluster.Images.Add(new HeldArray(8, 4, 6))) };
        await viewer.AddLayerAsync(spec, Token);
        var lacking = spec with { Transform = new LayerTransform { Scale = default } };
        Func<Task>[] calls =
        [
            () => grain.UpdateLayer(lacking),
            () => grain.AddLayer(lacking with { Id = LayerId.New() }),
            () => grain.AddLayer(null!),
            () => grain.SetDims(null!, default),
            () => grain.SetFieldOfView(new FieldOfView(default, [1, 1], [1, 1]), default),
            () => grain.SetFieldOfView(new FieldOfView([0, 0], default, [1, 1]), default),
            () => grain.SetFieldOfView(new FieldOfView([0, 0], [1, 1], default), default),
            () => grain.GetValues(default, null, Token),
            () => grain.GetValues(new WorldPoint([0, 0, 0]), default(WorldPoint), Token),
            () => grain.WaitForLayers(default, default, TimeSpan.Zero, Token),
            () => cluster.Cluster.Client.GetGrain<ILayerGrain>(LayerGrainKey.Create(viewer.Id, spec.Id)).Open(lacking, Token),
        ];

        var errors = await Task.WhenAll(calls.Select(static call => Assert.ThrowsAsync<LamellaException>(call)));

        Assert.All(errors, static error => Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code));
        Assert.Equal(spec, Assert.Single((await viewer.GetSnapshotAsync(Token)).Layers).Spec);
    }

    /// <summary>The types within what a client calls a viewer with.</summary>
    private static HashSet<Type> SentTypes()
    {
        var methods = typeof(IViewerGrain).GetMethods().Where(static method => method.Name is not (nameof(IViewerGrain.Follow) or nameof(IViewerGrain.AcceptLink)));
        var found = new HashSet<Type>();
        var open = new Queue<Type>(methods.SelectMany(static method => method.GetParameters()).Select(static parameter => parameter.ParameterType).Concat(Specs));
        while (open.TryDequeue(out var type))
        {
            var bare = Nullable.GetUnderlyingType(type) ?? type;
            if (bare.Namespace?.StartsWith("Lamella", StringComparison.Ordinal) is true && found.Add(bare))
            {
                bare.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSent).Select(static property => property.PropertyType).ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    private static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static bool IsSent(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>() is not null;

    /// <summary>The paths to parts that have to have a value.</summary>
    private static IEnumerable<string> PathsOf(Type type, string prefix = "")
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => IsSent(property) && property.CanWrite))
        {
            var isNullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
            if (IsArray(property.PropertyType) || (!property.PropertyType.IsValueType && !isNullable))
            {
                yield return prefix + property.Name;
            }

            if (property.PropertyType is { IsClass: true, Namespace: not "System" })
            {
                foreach (var path in PathsOf(property.PropertyType, $"{prefix}{property.Name}."))
                {
                    yield return path;
                }
            }
        }
    }

    private static object Whole(Type type)
    {
        var spec = Activator.CreateInstance(type)!;
        type.GetProperty(nameof(LayerSpec.Id))!.SetValue(spec, new LayerId("layer"));
        type.GetProperty(nameof(LayerSpec.Name))!.SetValue(spec, "layer");
        type.GetProperty(nameof(LayerSpec.Source))!.SetValue(spec, new LayerSource("x"));
        type.GetProperty(nameof(LayerSpec.Transform))!.SetValue(spec, new LayerTransform { Affine = AffineTransform.Identity(2) });
        type.GetProperty(nameof(ItemsLayerSpec.Columns))?.SetValue(spec, new LayerColumns());
        return spec;
    }

    private static void Lack(object part, ReadOnlySpan<string> path)
    {
        var property = part.GetType().GetProperty(path[0])!;
        if (path.Length > 1)
        {
            Lack(property.GetValue(part)!, path[1..]);
        }
        else
        {
            property.SetValue(part, null);
        }
    }
}
